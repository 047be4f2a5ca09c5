// What somebody answered: as a row of our own table, as text, and as a mail. It knows nothing of a page.
var hubAnswers = (() => {
  // The columns of FORMAT, section 8, in its order.
  const COLUMNS = (
    "response_id submitted_at document version activity edition channel role hub group_size as_planned minutes_taken " +
    "useful clear before after keep change adapted again"
  ).split(" ");
  const LONGEST_MAIL = 2000; // characters of a link that every mail program takes: Windows hands over 2,048

  // Control signs, and signs that turn the direction of writing, say nothing in an answer and can hide something.
  const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
  const plain = (text) => text.replace(HIDDEN, " ").replace(/ {2,}/g, " ").trim();

  // A spreadsheet would reckon with a cell that begins so, and some part cells at a semicolon. An apostrophe before it
  // makes it text; before an apostrophe stands another, so that `feedback import` always takes exactly one away.
  const harmless = (text) => text.replace(/(^|;)(?=['=+\-@＝＋－＠])/g, "$1'");
  const cell = (text) => (/[",;]/.test(text) ? `"${harmless(text).replaceAll('"', '""')}"` : harmless(text));

  const random = (bytes) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))].map((each) => each.toString(16).padStart(2, "0")).join("");

  const value = (row, column) => plain(row[column] ?? "");
  const table = (row) => `${COLUMNS.join(",")}\r\n${COLUMNS.map((each) => cell(value(row, each))).join(",")}\r\n`;
  const lines = (row) => COLUMNS.filter((each) => value(row, each)).map((each) => `${each}: ${value(row, each)}`);

  const subject = ({ document, version, edition }) => (document ? `[${document} ${version}]` : `[${edition}]`);
  function mail(to, row) {
    const body = encodeURIComponent(lines(row).join("\r\n"));
    const link = `mailto:${to}?subject=${encodeURIComponent(subject(row))}&body=${body}`;
    return link.length > LONGEST_MAIL ? "" : link; // an answer cut short would say something else
  }

  const fileName = ({ document, version, edition }) =>
    `feedback-${document ? `${document}-${version}` : edition.replace("@", "-")}-${random(4)}.csv`;

  // A form's address with what its places may carry, and nothing else.
  const prefilled = (link, about) => link.replace(/\{([a-z]+)\}/g, (_, name) => encodeURIComponent(about[name] ?? ""));

  return { COLUMNS, plain, table, text: (row) => lines(row).join("\n"), mail, fileName, prefilled, random };
})();
