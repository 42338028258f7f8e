// Choosing a second card for the one that asked.
export class Picking {
  constructor(panel, say) {
    this.panel = panel
    this.say = say
    this.chosen = null
    this.from = null
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
    this.end("Chosen.")
    chosen(entry)
    return true
  }

  end(message) {
    this.chosen = null
    this.panel.element.classList.remove("is-picking")
    this.say(message)
  }
}
