// The annotations whose words went from the text in this sitting, listed on top of the panel: what
// can be done with them, without opening a card. Those that the server knows as lost are reviewed.
import { make } from "annotations/elements"
import { inShort, isNew } from "annotations/store"

export class Gone {
  // callbacks: act(entry, action), goTo(entry), say(message, how).
  constructor(section, callbacks) {
    this.section = section
    this.callbacks = callbacks
    this.count = section.querySelector("[data-gone-count]")
    this.list = section.querySelector("[data-gone-list]")
    this.shown = []
  }

  // Every key pressed comes through here.
  show(entries) {
    if (entries.length === this.shown.length && entries.every((entry, index) => entry === this.shown[index])) return
    const fresh = entries.filter((entry) => !this.shown.includes(entry))
    const held = this.list.contains(document.activeElement)
    this.shown = entries
    this.section.hidden = !entries.length
    this.count.textContent = entries.length
    this.list.replaceChildren(...entries.map((entry) => this.item(entry)))
    if (held) (this.list.querySelector("button") ?? document.querySelector("#panel-title")).focus()
    if (fresh.length) this.tell(fresh)
  }

  tell(entries) {
    const what = entries.length === 1 ? `The words of the ${inShort(entries[0])} are` : `The words of ${entries.length} annotations are`
    this.callbacks.say(`${what} no longer in the text. Undo brings them back.`, { aside: true })
  }

  item(entry) {
    const { kind, may } = entry.card
    const item = make("li", `gone-item kind-${kind}`)
    const words = make("button", "gone-words", { type: "button" })
    const label = document.querySelector(`template[data-kind="${kind}"]`).dataset.label
    words.append(make("span", "card-kind", {}, label), " ", entry.words ?? entry.card.exact ?? "")
    words.addEventListener("click", () => this.callbacks.goTo(entry))
    item.append(words)
    const actions = [["reattach", "Re-attach"], ["withdraw", "Withdraw"]].filter(([action]) => may.includes(action))
    if (isNew(entry)) actions.push(["discard", "Discard"])
    for (const [action, text] of actions) item.append(this.button(entry, action, text))
    return item
  }

  button(entry, action, text) {
    const named = `${text}: ${inShort(entry)}`
    const button = make("button", `desk-button gone-${action}`, { type: "button", "aria-label": named }, text)
    button.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
    button.addEventListener("click", () => this.callbacks.act(entry, action))
    return button
  }
}
