// Choosing new words for an annotation without leaving the page: select them in the text, Enter or
// the button takes them, Esc leaves. The text is locked meanwhile, so that no key replaces words.
import { selectedRange, selectWords, wordsIn } from "annotations/marking"
import { inShort } from "annotations/store"

export class Reattaching {
  // `lock` is what addLock returned; callbacks: apply(entry, range, turn), say(message).
  constructor(panel, lock, callbacks) {
    this.panel = panel
    this.editor = panel.editor
    this.lock = lock
    this.callbacks = callbacks
    this.entry = null
    this.banner = document.querySelector("[data-reattach]")
    this.part = (name) => this.banner.querySelector(`[data-reattach-${name}]`)
    document.querySelector(".desk-bar").before(this.banner)
    for (const [name, act] of [["apply", () => this.apply()], ["cancel", () => this.cancel()]]) {
      this.part(name).addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
      this.part(name).addEventListener("click", act)
    }
    this.listener = (event) => this.onKey(event)
    this.editor.on("selectionUpdate", () => this.showChosen())
  }

  get active() {
    return this.entry !== null
  }

  // `turn` tells where the focus goes when it is done or left (see review.turnOf).
  start(entry, turn) {
    if (this.active) this.stop()
    this.entry = entry
    this.turn = turn
    this.release = this.lock.hold()
    this.part("what").textContent = inShort(entry)
    this.banner.hidden = false
    document.addEventListener("keydown", this.listener, true)
    if (!selectedRange(this.editor)) selectWords(this.editor, entry.card.ref)
    this.editor.view.focus()
    this.panel.showText(entry)
    this.showChosen()
    this.callbacks.say(`Select the new words for ${inShort(entry)}, then press Enter. Escape cancels.`)
  }

  onKey(event) {
    if (event.target.closest("dialog, [data-find]")) return // they have an Escape of their own
    const inText = this.editor.view.hasFocus()
    if (event.key === "Escape") this.cancel()
    else if (event.key === "Enter" && inText && !event.isComposing) this.apply()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  showChosen() {
    if (!this.active) return
    const range = selectedRange(this.editor)
    this.part("chosen").textContent = range ? `“${wordsIn(this.editor, range)}”` : "Nothing is selected yet."
    this.part("apply").setAttribute("aria-disabled", String(!range))
  }

  apply() {
    const range = selectedRange(this.editor)
    if (!range) {
      this.callbacks.say("Select the words first.")
      this.editor.view.focus()
      return
    }
    const { entry, turn } = this
    this.stop()
    this.callbacks.apply(entry, range, turn)
  }

  cancel() {
    const { entry, turn } = this
    this.stop()
    turn.back(entry)
    this.callbacks.say("Nothing was re-attached.")
  }

  stop() {
    document.removeEventListener("keydown", this.listener, true)
    this.banner.hidden = true
    this.entry = null
    this.release()
  }
}
