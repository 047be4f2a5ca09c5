// Runs before anything is drawn: a dark page must not flash light. The reader's own choice goes first.
{
  let chosen = "";
  try {
    chosen = localStorage.getItem("hub-scheme");
  } catch { /* some browsers keep nothing for pages opened by double click */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.hubScheme = dark ? "dark" : "light";
  document.documentElement.classList.replace("no-js", "js"); // Material says so later, and the page would jump
}
