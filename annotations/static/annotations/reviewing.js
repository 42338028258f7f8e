// Going through what is to be reviewed, one after the other: the keys of the cards on top of the
// panel, where the focus goes after a decision, and taking the last one back.
import { REVIEW, pressed } from "annotations/shortcuts"
import { inShort } from "annotations/store"

const DONE = {
  approve: "Approved", confirm: "Confirmed", reattach: "Re-attached", restore: "Restored as draft",
  undo: "Taken back", withdraw: "Withdrawn",
}
const UNDOABLE = ["confirm", "reattach", "withdraw"]
const CANNOT = {
  approve: "approve", confirm: "confirm", reattach: "re-attach", undo: "undo", withdraw: "withdraw",
}

export class Reviewing {
  // callbacks: act(entry, action), say(message).
  constructor(panel, { act, say }) {
    this.panel = panel
    this.act = act
    this.say = say
    this.last = null // the entry of the last decision, while it can be taken back
    const { element } = panel
    this.strip = element.querySelector("[data-done]")
    this.strip.querySelector("button").addEventListener("click", () => this.undo())
    const section = element.querySelector("[data-review]")
    section.addEventListener("keydown", (event) => this.onKey(event))
    section.addEventListener("focusin", ({ target }) => {
      const entry = panel.entryOf(target)
      if (entry && target.matches(":focus-visible")) panel.point(entry)
    })
  }

  // One key, only while the focus is in a card of the list and not in a field.
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
    if (event.target.closest("input, select, textarea")) return
    const entry = this.panel.entryOf(event.target)
    const keys = pressed(event)
    const shortcut = entry && REVIEW.keys.find((item) => item.keys === keys)
    if (!shortcut) return
    shortcut.run(this, entry)
    event.preventDefault()
  }

  decide(entry, action) {
    if (entry.card.may.includes(action)) this.act(entry, action)
    else this.say(this.refusal(entry, action), { bad: true })
  }

  refusal({ card }, action) {
    if (action === "undo") return "There is nothing to undo here."
    if (action === "approve" && card.status === "approved") return "It is approved already."
    if (action === "confirm" && card.state === "lost") {
      return "There are no words to confirm. Re-attach it, or withdraw it."
    }
    if (action === "confirm" && card.state === "intact") return "Its words are as they were: nothing to confirm."
    return `You may not ${CANNOT[action]} this one.`
  }

  // The last decision made here, else the last one about this annotation.
  undo(entry = null) {
    const which = this.last ?? entry
    if (which) this.decide(which, "undo")
    else this.say("There is nothing to undo.")
  }

  first() {
    const { reviewed, title } = this.panel.unfiltered()
    if (reviewed.length) return this.panel.visit(reviewed[0])
    title.focus()
    this.say("Nothing is left to review.")
  }

  // To the next one, or to the first where none has the focus.
  step(by) {
    const { reviewed } = this.panel.unfiltered()
    if (!reviewed.length) return this.first()
    const at = reviewed.indexOf(this.panel.entryOf(document.activeElement) ?? this.panel.current)
    const next = at < 0 ? (by > 0 ? 0 : reviewed.length - 1) : at + by
    this.panel.visit(reviewed[(next + reviewed.length) % reviewed.length])
  }

  // Asked before a decision about the entry: where the focus is, and whose turn comes after it.
  turnOf(entry) {
    const { panel } = this
    const list = panel.reviewed.includes(entry) ? "reviewed" : "others"
    const at = panel[list].indexOf(entry)
    const inPanel = panel.element.contains(document.activeElement)
    return {
      list,
      inPanel,
      queue: [...panel[list].slice(at + 1), ...panel[list].slice(0, Math.max(at, 0))],
      back: () => (inPanel ? panel.visit(entry) : panel.editor.view.focus()),
    }
  }

  // A decision is saved: tell it, offer to take it back, and go on.
  done(entry, action, { list, inPanel, queue }) {
    const { panel } = this
    const undoable = UNDOABLE.includes(action) && entry.card.may.includes("undo")
    this.last = undoable ? entry : null
    this.strip.hidden = !undoable
    if (undoable) this.strip.querySelector("[data-done-what]").textContent = `${DONE[action]}: ${inShort(entry)}`
    const left = panel.reviewed.length
    const next = left ? `${left} to review.` : "Nothing left to review."
    this.say([`${DONE[action]}.`, next, undoable ? "Alt+Shift+U takes it back." : ""].join(" "))
    if (!inPanel) return
    if (action === "undo") return panel.visit(entry)
    if (panel[list].includes(entry)) return panel.focus(entry)
    const following = queue.find((item) => panel[list].includes(item))
    if (following && list === "reviewed") panel.visit(following)
    else if (following) panel.focus(following)
    else panel.title.focus()
  }

  forget() {
    if (this.strip.contains(document.activeElement)) this.panel.title.focus()
    this.last = null
    this.strip.hidden = true
  }
}
