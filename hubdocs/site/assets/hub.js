// Menu, search and scheme as real buttons; Material's script does the searching itself.
{
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const menuButton = find("hub-menu-button");
  const searchButton = find("hub-search-button");
  const menu = find("hub-menu");
  const search = find("hub-search");
  const query = find("hub-query");
  const toggle = find("__search");
  const wide = matchMedia("(min-width: 60em)");
  const isOpen = (button) => button.getAttribute("aria-expanded") === "true";

  function showMenu(open) {
    menuButton.setAttribute("aria-expanded", open);
    menu.classList.toggle("hub-open", open);
  }

  function showSearch(open, words) {
    if (toggle.checked !== open) toggle.click();
    if (!open) return;
    showMenu(false);
    if (words !== undefined) query.value = words;
    query.focus();
    query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  }

  // Material opens and closes its search by a hidden check box: the button and the focus follow it.
  function followSearch() {
    const open = toggle.checked;
    searchButton.setAttribute("aria-expanded", open);
    search.inert = !open;
    const lost = search.contains(document.activeElement) || document.activeElement === document.body;
    if (!open && lost && search.dataset.used) searchButton.focus();
    search.dataset.used = open ? "yes" : "";
  }
  toggle.addEventListener("change", followSearch);
  followSearch();

  menuButton.addEventListener("click", () => {
    showMenu(!isOpen(menuButton));
    if (isOpen(menuButton)) menu.querySelector("a").focus(); // the menu stands before its button
  });
  searchButton.addEventListener("click", () => showSearch(!toggle.checked));
  find("hub-search-close").addEventListener("click", () => showSearch(false));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Tab") event.stopPropagation(); // Material would close the search
  });

  // Material takes its results out of the order of Tab; links belong into it.
  const results = search.querySelector(".md-search-result__list");
  new MutationObserver(() => {
    for (const link of results.querySelectorAll("[tabindex]")) link.removeAttribute("tabindex");
  }).observe(results, { childList: true, subtree: true });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen(menuButton)) {
      showMenu(false);
      menuButton.focus();
    }
    // Single letters are no shortcuts here: people who dictate would set them off (WCAG 2.1.4).
    const written = event.target.closest("input, textarea, select");
    if (event.key.length === 1 && !written && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  });

  const field = document.querySelector(".hub-find");
  field?.addEventListener("submit", (event) => {
    event.preventDefault();
    showSearch(true, field.elements.q.value);
  });

  const schemeButtons = document.querySelectorAll(".hub-scheme");
  const tellScheme = () => {
    for (const button of schemeButtons) button.setAttribute("aria-pressed", root.dataset.hubScheme === "dark");
  };
  for (const button of schemeButtons) {
    button.addEventListener("click", () => {
      root.dataset.hubScheme = root.dataset.hubScheme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("hub-scheme", root.dataset.hubScheme);
      } catch { /* the choice then holds for this page only */ }
      tellScheme();
    });
  }
  tellScheme();

  // What a term means, for the mouse and for the keyboard. It stays while the pointer is on it; Escape puts it away.
  const tip = document.createElement("div");
  tip.id = "hub-tip";
  tip.className = "hub-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let explained = null;
  let waiting = 0;

  function explain(word) {
    clearTimeout(waiting);
    if (explained === word) return;
    putAway();
    explained = word;
    tip.textContent = word.dataset.meaning;
    tip.hidden = false;
    word.setAttribute("aria-describedby", tip.id);
    const places = word.getClientRects();
    const place = places[places.length - 1];
    const room = root.clientWidth - tip.offsetWidth - 16;
    tip.style.left = `${scrollX + Math.max(16, Math.min(place.left, room))}px`;
    const fits = place.bottom + tip.offsetHeight + 8 < innerHeight;
    tip.style.top = `${scrollY + (fits ? place.bottom + 6 : place.top - tip.offsetHeight - 6)}px`;
  }

  function putAway() {
    clearTimeout(waiting);
    explained?.removeAttribute("aria-describedby");
    explained = null;
    tip.hidden = true;
  }

  function leave() {
    waiting = setTimeout(putAway, 300);
  }

  for (const word of document.querySelectorAll("#hub-main :is(.hub-term, abbr)[title]")) {
    word.dataset.meaning = word.title;
    word.setAttribute("aria-description", word.title); // for people who listen to the page without moving the focus
    word.removeAttribute("title");
    if (word.tagName === "ABBR") word.tabIndex = 0;
    word.addEventListener("pointerenter", () => explain(word));
    word.addEventListener("pointerleave", leave);
    word.addEventListener("focus", () => explain(word));
    word.addEventListener("blur", putAway);
  }
  tip.addEventListener("pointerenter", () => clearTimeout(waiting));
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") putAway();
  });
  find("hub-main").append(tip); // within a landmark, as everything that can be read

  // Side lists stand open where there is room beside the text, and closed above it where there is none.
  function layOut() {
    for (const list of document.querySelectorAll(".hub-side")) {
      list.open = wide.matches;
      list.dataset.laid = "out";
      list.firstElementChild.tabIndex = wide.matches ? -1 : 0;
    }
    showMenu(false);
  }
  wide.addEventListener("change", layOut);
  layOut();
}
