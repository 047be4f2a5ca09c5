// Finds out what somebody's feedback is about, and hands it over in the way that they choose.
// Nothing is sent, kept or put into the address. What stands in the address is read by pattern, and shown as words only.
{
  const find = (id) => document.getElementById(id);
  const documents = new Map(Object.entries(hubFeedback.documents));
  const packs = new Map(Object.entries(hubFeedback.packs));
  const PATTERNS = {
    d: /^[A-Z]{2,4}-\d{2}$/,
    v: /^\d{1,6}\.\d{1,6}\.\d{1,6}$/,
    a: /^[a-z][a-z0-9-]{0,59}$/,
    e: /^[a-z][a-z0-9-]{0,59}@20\d\d-\d\d(?:-[1-9]\d?)?$/,
    c: /^(?:web|print|usb)$/,
  };
  const HUB = /^[a-z][a-z0-9-]*$/;
  const form = find("hub-feedback");
  const fields = [...form.querySelectorAll("[data-column]")];
  const chooser = { document: find("hub-document"), version: find("hub-version"), activity: find("hub-activity") };
  const done = find("hub-done");

  // ---- What it is about ----

  const releasesOf = (id) => new Map(Object.entries(documents.get(id)?.releases ?? {}));
  const activitiesOf = ({ document, version }) => new Map(Object.entries(releasesOf(document).get(version) ?? {}));

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    const unknown = new Set();
    const read = (key) => {
      const value = (asked.get(key) ?? "").trim();
      if (!value || PATTERNS[key].test(value)) return value;
      unknown.add("The link that brought you here says something that we do not know. It was left out.");
      return "";
    };
    const about = { document: "", version: "", activity: "", edition: "", channel: read("c") };
    about.channel ||= location.protocol === "file:" ? "usb" : "web";
    const [id, version, activity, edition] = [read("d"), read("v"), read("a"), read("e")];
    if (documents.has(id)) about.document = id;
    else if (id) unknown.add(`We do not know a document ${id}. Compare it with the page, and choose it from the list.`);
    if (about.document && releasesOf(id).has(version)) about.version = version;
    else if (about.document && version) unknown.add(`We do not know a version ${version} of ${id}. Choose it from the list.`);
    if (about.version && activitiesOf(about).has(activity)) about.activity = activity;
    else if (about.version && activity) unknown.add(`We do not know that activity in ${id} ${about.version}.`);
    const [pack, issue] = edition.split("@");
    if (packs.get(pack)?.editions.includes(issue)) about.edition = edition;
    else if (edition) unknown.add("We do not know the edition of a pack that the link names.");
    return { about, unknown: [...unknown] };
  }

  const { about, unknown } = fromAddress();
  const isKnown = () => Boolean((about.document && about.version) || (about.edition && !about.document));

  function inWords() {
    const told = [];
    if (about.document) told.push(`${documents.get(about.document).kind} ${about.document}`);
    if (about.version) told.push(`version ${about.version}`);
    if (about.activity) told.push(`activity: ${titleOf(about.activity)}`);
    if (about.edition) {
      const [pack, issue] = about.edition.split("@");
      told.push(`${about.document ? "in the " : ""}${packs.get(pack).title}, edition ${issue}`);
    }
    return told.join(", ");
  }

  const titleOf = (activity) => activitiesOf(about).get(activity) || `${activity}, for those who run it`;

  function made(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function offer(select, first, choices, chosen) {
    const options = [["", first], ...choices].map(([value, textContent]) => made("option", { value, textContent }));
    select.replaceChildren(...options);
    select.value = chosen;
  }

  function show() {
    const title = about.document ? documents.get(about.document).title : "";
    find("hub-about-words").replaceChildren(
      made("strong", { textContent: inWords() || "Choose the document that you mean." }),
      ...(title ? [made("span", { textContent: title })] : []),
    );
    const whole = about.edition ? "The whole pack" : "Choose a document";
    offer(chooser.document, whole, [...documents].map(([id, held]) => [id, `${id} ${held.title}`]), about.document);
    const versions = [...releasesOf(about.document).keys()].reverse();
    offer(chooser.version, "Choose a version", versions.map((each) => [each, each]), about.version);
    chooser.version.disabled = !about.document;
    const activities = [...activitiesOf(about).keys()];
    offer(chooser.activity, "All of it", activities.map((each) => [each, titleOf(each)]), about.activity);
    find("hub-activity-row").hidden = !activities.length;
    const link = find("hub-form-link");
    if (link) link.href = hubAnswers.prefilled(hubFeedback.form, about);
  }

  function choose() {
    const before = about.document;
    about.document = chooser.document.value;
    const versions = [...releasesOf(about.document).keys()];
    about.version = before === about.document ? chooser.version.value : versions.length === 1 ? versions[0] : "";
    about.activity = activitiesOf(about).has(chooser.activity.value) ? chooser.activity.value : "";
    find("hub-about-unknown").replaceChildren(); // what the link said no longer matters
    show();
  }

  // ---- What is answered ----

  let given = { said: "", response_id: "", submitted_at: "" };

  // The same answers are one response, however often they are handed over; other answers are another one.
  function row() {
    const answers = { ...about };
    for (const field of fields) {
      if (field.type !== "radio" || field.checked) answers[field.dataset.column] = hubAnswers.plain(field.value);
    }
    const said = JSON.stringify(answers);
    if (said !== given.said) {
      const submitted_at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
      given = { said, response_id: hubAnswers.random(16), submitted_at };
    }
    return { ...answers, response_id: given.response_id, submitted_at: given.submitted_at };
  }

  const written = (field) => hubAnswers.plain(field.value);
  const isAnswered = (field) => (field.type === "radio" ? field.checked : Boolean(written(field)));

  function wrongIn(field) {
    const { column, most } = field.dataset;
    const text = written(field);
    if (most && text && !(/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= Number(most)))
      return `Write a whole number from 1 to ${most}, or leave it out.`;
    if (column === "hub" && text && !HUB.test(text)) return "Write it in small letters, as in “north-hub”, or leave it out.";
    return "";
  }

  function mistakes() {
    const found = [];
    if (!isKnown()) {
      const field = about.document ? chooser.version : chooser.document;
      found.push([field, about.document ? "Choose the version that you had." : "Choose the document that you mean."]);
    }
    for (const field of fields) if (wrongIn(field)) found.push([field, wrongIn(field)]);
    const first = fields[0];
    if (!fields.some((field) => !["role", "hub"].includes(field.dataset.column) && isAnswered(field)))
      found.push([first, "Answer one question at least."]);
    return found;
  }

  function tell(found) {
    for (const place of form.querySelectorAll(".hub-wrong")) place.textContent = "";
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const [field, told] of found) {
      const place = find(`hub-wrong-${field.id.replace("hub-", "")}`);
      if (!place) continue;
      place.textContent = told;
      field.setAttribute("aria-invalid", "true");
    }
    const box = find("hub-mistakes");
    box.replaceChildren();
    if (!found.length) return;
    const items = found.map(([field, told]) => {
      const label = field.labels?.[0]?.firstChild.textContent.trim().replace(/\?$/, "") ?? "";
      const button = made("button", { type: "button", textContent: field.type === "radio" ? told : `${label}: ${told}` });
      button.addEventListener("click", () => {
        if (field.closest("details")) field.closest("details").open = true;
        field.focus();
      });
      return made("li", {}, button);
    });
    const title = items.length === 1 ? "One thing is missing or not right" : `${items.length} things are missing or not right`;
    box.append(made("p", {}, made("strong", { textContent: title })), made("ul", {}, ...items));
    box.focus();
  }

  // ---- Handing over ----

  function press(link) {
    document.body.append(link);
    link.click();
    link.remove();
  }

  function showText(answers) {
    const copy = find("hub-copy-text");
    find("hub-copy").hidden = false;
    copy.value = hubAnswers.text(answers);
    copy.focus();
    copy.select();
  }

  const WAYS = {
    "hub-save": (answers) => {
      const download = hubAnswers.fileName(answers);
      const href = URL.createObjectURL(new Blob([hubAnswers.table(answers)], { type: "text/csv" }));
      press(made("a", { href, download }));
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
      return `Saved as ${download}, where your downloads go. Thank you. Now send it, or hand it on.`;
    },
    "hub-mail": (answers) => {
      const href = hubAnswers.mail(hubFeedback.mail, answers);
      if (href) {
        press(made("a", { href }));
        return "Your mail program should open now. Thank you. If it does not, choose another way.";
      }
      showText(answers);
      return `That is too much for a mail made by a link. Copy the text below into a mail to ${hubFeedback.mail}.`;
    },
    "hub-text": (answers) => {
      showText(answers);
      return "Here are your answers as text.";
    },
  };

  for (const [id, handOver] of Object.entries(WAYS)) {
    find(id)?.addEventListener("click", () => {
      const found = mistakes();
      tell(found);
      done.textContent = found.length ? "" : handOver(row());
    });
  }

  find("hub-copy-button").addEventListener("click", () => {
    find("hub-copy-text").select();
    const copied = document.execCommand("copy"); // pages opened by double click may use no newer way
    done.textContent = copied ? "Copied." : "Your browser did not copy it. Mark the text, and copy it yourself.";
  });

  find("hub-clear").addEventListener("click", () => {
    clear();
    tell([]);
    find("hub-copy").hidden = true;
    find("hub-copy-text").value = "";
    done.textContent = "Your answers are cleared.";
  });

  function clear() {
    for (const field of fields) {
      if (field.type === "radio") field.checked = false;
      else field.value = "";
      tellRoom(field);
    }
  }

  function tellRoom(field) {
    const room = find(`hub-room-${field.dataset.column}`);
    const left = field.maxLength - field.value.length;
    if (room) room.textContent = left < 200 ? `Room for ${left} more characters` : "";
  }

  for (const field of fields) field.addEventListener("input", () => tellRoom(field));
  for (const select of Object.values(chooser)) select.addEventListener("change", choose);
  clear(); // some browsers put back what was typed before
  show();
  find("hub-about-unknown").replaceChildren(...unknown.map((told) => made("li", { textContent: told })));
  find("hub-about-choose").open = !isKnown();
  form.hidden = false;
}
