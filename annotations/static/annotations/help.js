// The sheet with all shortcuts, made from their declaration.
import { make } from "annotations/elements"
import { REVIEW, SHORTCUTS } from "annotations/shortcuts"

export class Help {
  constructor() {
    this.dialog = make("dialog", "help-sheet", { "aria-labelledby": "help-title" })
    const table = make("table", "help-keys")
    const [write] = SHORTCUTS.slice(-1)
    for (const group of [...SHORTCUTS.slice(0, -1), REVIEW, write]) table.append(groupOf(group))
    const form = make("form", "help-close", { method: "dialog" })
    form.append(make("button", "desk-save", {}, "Close"))
    this.dialog.append(
      make("h2", "", { id: "help-title" }, "Keyboard shortcuts"),
      make("p", "", {}, "On a Mac ⌘ stands for Ctrl, and ⌥ for Alt."),
      table,
      form,
    )
    document.querySelector("main").append(this.dialog)
    for (const button of document.querySelectorAll("[data-help]")) {
      button.setAttribute("aria-keyshortcuts", "Alt+Shift+/")
      button.addEventListener("click", () => this.open())
    }
  }

  open() {
    this.dialog.showModal()
    this.dialog.scrollTop = 0
  }
}

function groupOf({ title, keys }) {
  const body = make("tbody")
  const head = make("tr")
  head.append(make("th", "", { scope: "rowgroup", colspan: "2" }, title))
  body.append(head)
  for (const { keys: combination, does } of keys) {
    const row = make("tr")
    const names = make("th", "", { scope: "row" })
    for (const key of combination.split("+")) names.append(make("kbd", "", {}, key), " ")
    row.append(names, make("td", "", {}, does))
    body.append(row)
  }
  return body
}
