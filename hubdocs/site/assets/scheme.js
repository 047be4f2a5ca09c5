// Runs before anything is drawn: a reader's choice of light or dark must not flash.
try {
  const chosen = localStorage.getItem("hub-scheme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.hubScheme = chosen;
} catch { /* some browsers keep nothing for pages opened by double click */ }
