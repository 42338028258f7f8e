// Choosing a second card for the one that asked.
import { make } from "annotations/elements"
import { inShort } from "annotations/store"

export class Picking {
  constructor(panel, say) {
    this.panel = panel
    this.say = say
    this.chosen = null
    this.from = null
    this.strip = make("p", "picking")
    const cancel = make("button", "desk-button", { type: "button" }, "Cancel")
    cancel.addEventListener("click", () => this.end("Nothing was chosen."))
    this.what = make("span", "")
    this.strip.append(this.what, cancel)
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.chosen) return
      event.stopPropagation()
      this.end("Nothing was chosen.")
    }, true)
  }

  start(entry, chosen) {
    this.from = entry
    this.chosen = chosen
    this.panel.element.classList.add("is-picking")
    this.what.textContent = `Choose the other card for the ${inShort(entry)}`
    this.panel.element.append(this.strip)
    this.panel.focus(entry) // what asked is out of sight meanwhile
    this.say("Choose the other card with a click, or with Tab and Enter. Esc cancels.")
  }

  // Whether opening this card was a choice.
  takes(entry) {
    if (!this.chosen || entry === this.from) return false
    const { chosen } = this
    if (entry.card.id === null) {
      this.say("This one is not saved yet. Save first, or choose another.", { bad: true })
      return true
    }
    this.end(`Chosen: ${inShort(entry)}.`)
    chosen(entry)
    return true
  }

  // Cancelled by a press of the strip's button, the focus goes back to where it began.
  end(message) {
    const held = this.strip.contains(document.activeElement)
    this.chosen = null
    this.panel.element.classList.remove("is-picking")
    this.strip.remove()
    if (held) this.panel.focus(this.from)
    this.say(message)
  }
}
