// Finds what somebody typed or pasted among what the build wrote into check-data.js, and shows what that says of it.
// Nothing is sent, kept or put into the address.
{
  const find = (id) => document.getElementById(id);
  const field = find("hub-ask-field");
  const found = find("hub-ask-found");
  const count = find("hub-ask-count");
  const { packs, documents, standards } = hubCheck;
  const URGENT = ["do-not-use", "replace", "unknown", "wording", "current"];
  const SAYS = {
    "do-not-use": "Do not use it.",
    replace: "Replace when convenient.",
    wording: "Fine to use.",
    current: "Current.",
    unknown: "Not found.",
  };
  const MOST = 100; // answers: more than any list of documents has
  const MARKS = /\b([a-z]{2,4}-\d{1,2}(?:-h\d{1,2})?)\b|\b(20\d\d-(?:0[1-9]|1[0-2])(?:-[1-9]\d?)?)(?!-?\d)|\b(\d{1,6}\.\d{1,6}\.\d{1,6})\b/gi;
  const LEAF = /\b([a-z]{2,4}-\d{1,2}(?:-h\d{1,2})?)[ \t·|,]+(\d{1,3})[ \t·|,]+(\d{1,6}\.\d{1,6}\.\d{1,6})\b/gi;

  // Paper, mail and word processors write hyphens and spaces in many ways.
  const plain = (text) =>
    text
      .normalize("NFKC")
      .replace(/\u00ad/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-");
  const words = (text) => ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim()} `;

  function packsNamed(text) {
    const said = words(text);
    const named = packs.filter(({ id, title }) => said.includes(words(id)) || said.includes(words(title)));
    const longest = Math.max(...named.map(({ id }) => id.length)); // a pack's name may be part of another's
    return named.filter(({ id }) => id.length === longest);
  }

  function ofEdition(pack, id) {
    const { verdict, title, told, href } = pack.editions[id];
    return { verdict, name: `${pack.title} ${id}`, href, says: `${title}.`, told, links: [] };
  }

  function editionsIn(line, text, id) {
    const named = [packsNamed(line), packsNamed(text), packs].find((each) => each.length);
    const having = named.filter((pack) => id in pack.editions);
    if (having.length) return having.map((pack) => ofEdition(pack, id));
    const name = named.length === 1 ? named[0].title : "No pack";
    const told = named.length === 1 ? `It has no edition ${id}.` : `has an edition ${id}.`;
    return [unknown(named.length === 1 ? name : "", named.length === 1 ? told : `${name} ${told}`)];
  }

  const unknown = (name, told, links = []) => ({ verdict: "unknown", name, told, links });

  function ofDocument(id, version) {
    const of = standards[id] ?? id;
    const held = documents[of];
    if (!held) return unknown(id, "Nothing of that number was ever released. Compare it with the paper.");
    const name = `${of} ${version}`;
    const newest = { label: `Open ${of}${held.newest ? ` ${held.newest}` : ""}`, href: held.href };
    const release = held.releases[version];
    if (!release) {
      const told = held.newest ? `There is no such version. The newest is ${held.newest}.` : "There is no such version.";
      return unknown(name, told, [newest]);
    }
    const links = release.changes ? [{ label: "What changed", href: release.changes }] : [];
    return { ...release, name, title: held.title, links: [...links, newest] };
  }

  // A number without a version: every version of it, the newest first.
  function withoutVersion(id) {
    const held = documents[standards[id] ?? id];
    return held ? Object.keys(held.releases).reverse().map((version) => ofDocument(id, version)) : [ofDocument(id, "")];
  }

  // The foot of a binder sheet names the release in which that sheet last changed, which says nothing of the document.
  function ofLeaf(id, page) {
    const told =
      "On a binder sheet, the last number says when that one sheet last changed. Look the sheet up on the page of your edition.";
    const editions = [{ label: "Choose your edition", href: "#editions" }];
    return { ...unknown(`${id}, page ${page}`, told, editions), says: "Go by the cover." };
  }

  function answers(typed) {
    const told = [];
    const text = plain(typed).replace(LEAF, (_, id, page) => {
      if (packs.length) told.push(ofLeaf(id.toUpperCase(), page));
      return " ";
    });
    const bare = [];
    const judged = new Set();
    let last = null;
    let waits = false; // for its version; until that comes, only the beginning of a line names another document
    for (const line of text.split("\n").map((each) => each.trim())) {
      for (const { 1: id, 2: edition, 3: version, index } of line.matchAll(MARKS)) {
        if (id && (!waits || !index)) {
          last = id.toUpperCase();
          waits = true;
          bare.push(last);
        } else if (edition) {
          told.push(...editionsIn(line, text, edition));
        } else if (version && last) {
          waits = false;
          judged.add(last);
          told.push(ofDocument(last, version));
        }
      }
    }
    if (!judged.size) for (const id of bare) told.push(...withoutVersion(id));
    if (!told.length) for (const pack of packsNamed(text)) told.push(...Object.keys(pack.editions).map((id) => ofEdition(pack, id)));
    const once = new Map(told.map((each) => [`${each.name} ${each.told}`, each]));
    const urgency = ({ verdict }) => URGENT.indexOf(verdict);
    return [...once.values()].sort((one, other) => urgency(one) - urgency(other)).slice(0, MOST);
  }

  function made(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const link = ({ label, href }) => made("a", { href, textContent: label });

  function shown({ verdict, name, href, title, says = SAYS[verdict], told, links }) {
    const drawing = document.querySelector(`template[data-verdict="${verdict}"]`).content.cloneNode(true);
    const head = made("strong", {}, href ? link({ label: name, href }) : name, title ? ` ${title}` : "");
    const body = made("div", {}, head, made("p", {}, made("strong", { textContent: says }), ` ${told}`));
    if (links.length) body.append(made("p", { className: "hub-small-links" }, ...links.map(link)));
    return made("li", { className: `hub-verdicts__item hub-verdict--${verdict}` }, drawing, body);
  }

  function answer() {
    const typed = field.value.trim();
    const told = answers(typed);
    found.replaceChildren(...told.map(shown));
    if (!typed) count.textContent = "";
    else if (!told.length) count.textContent = "No number, version or edition was found in that. Try the words on the cover.";
    else count.textContent = told.length === 1 ? "One answer" : `${told.length} answers, the most urgent first`;
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, 500);
  });
  find("hub-ask-button").addEventListener("click", () => {
    clearTimeout(waiting);
    answer();
    if (!field.value.trim()) field.focus();
  });
}
