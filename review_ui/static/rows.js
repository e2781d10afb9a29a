// Rows of tables: added and removed.

import { goTo } from "./cursor.js";
import { desk, done, tellLeft } from "./desk.js";
import { addRow, inputs, rowOf } from "./places.js";

export function insertRow(table) {
  const name = table ?? desk.current?.closest("fieldset[data-row]")?.dataset.row.split(".")[0]
    ?? document.querySelector(".adding")?.dataset.table;
  if (name) goTo(addRow(name).querySelector("input"));
}

export function removeRow(path) {
  const row = path ? rowOf(path) : desk.current?.closest("fieldset[data-row]");
  if (!row?.dataset.row.includes(".")) return;
  done.push({ path: row.dataset.row, before: null, after: { verdict: "removed" } });
  const after = inputs().find((input) => row.compareDocumentPosition(input) & Node.DOCUMENT_POSITION_FOLLOWING && !row.contains(input));
  row.hidden = true;
  desk.queue.put({ path: row.dataset.row, verdict: "removed", saw: "" });
  if (after) goTo(after);
  tellLeft();
}
