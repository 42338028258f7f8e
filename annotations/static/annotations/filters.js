// Which cards the panel lists: of one kind, in one state. The numbers tell what a choice would list.
import { make } from "annotations/elements"
import { isNew } from "annotations/store"
import { KINDS } from "annotations/toolbar"
import { isUnsent } from "annotations/unsent"

const FEW = 4 // cards that nobody needs to filter
const STATES = [
  ["", "In every state", () => true],
  ["draft", "Drafts", ({ card }) => card.status === "draft"],
  ["incomplete", "Drafts with fields missing", ({ card }) => card.status === "draft" && card.missing.length > 0],
  ["approved", "Approved", ({ card }) => card.status === "approved"],
  ["care", "Changed or lost", ({ card }) => card.state !== "intact"],
  ["unsaved", "Not saved", (entry) => isNew(entry) || entry.edited || isUnsent(entry)],
  ["comments", "With open comments", ({ card }) => card.comments > 0],
]

export class Filters {
  constructor(slot, onChange) {
    this.kind = ""
    this.state = ""
    this.element = slot
    this.buttons = [["", "All"], ...KINDS].map(([kind, label]) => {
      const button = make("button", kind ? `filter-kind kind-${kind}` : "filter-kind", { type: "button" })
      const count = make("span", "filter-count")
      button.append(make("span", "filter-label", {}, label), " ", count)
      button.addEventListener("click", () => {
        this.kind = kind
        onChange()
      })
      return { kind, button, count }
    })
    this.select = make("select", "filter-state", { "aria-label": "State" })
    for (const [value, label] of STATES) this.select.append(make("option", "", { value }, label))
    this.select.addEventListener("change", () => {
      this.state = this.select.value
      onChange()
    })
    slot.append(...this.buttons.map(({ button }) => button), this.select)
  }

  // List everything; whether that is a change.
  clear() {
    const was = this.kind || this.state
    this.kind = this.state = this.select.value = ""
    return Boolean(was)
  }

  // Of the entries that may be listed, those that are. `kept` is listed in any case.
  listed(entries, kept) {
    const inState = STATES.find(([value]) => value === this.state)[2]
    const ofKind = (entry, kind) => !kind || entry.card.kind === kind
    for (const { kind, button, count } of this.buttons) {
      count.textContent = entries.filter((entry) => ofKind(entry, kind) && inState(entry)).length
      button.setAttribute("aria-pressed", String(kind === this.kind))
    }
    this.element.hidden = entries.length < FEW && !this.kind && !this.state
    return entries.filter((entry) => entry === kept || (ofKind(entry, this.kind) && inState(entry)))
  }
}
