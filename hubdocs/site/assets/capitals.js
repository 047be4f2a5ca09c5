// Addresses here are in small letters; somebody who typed capitals from paper is sent on, once.
{
  const [, folders, file] = location.pathname.match(/^(.*\/)([^/]*)$/);
  const small = folders.toLowerCase() + (file.includes(".") ? file : file.toLowerCase());
  if (small !== location.pathname) location.replace(small + location.search + location.hash);
}
