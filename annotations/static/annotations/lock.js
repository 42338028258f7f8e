// "Lock text": the same editor, in which only annotations change.
import { Extension, Plugin } from "django-prose-editor/editor"

// Refuses every change of the text while it is locked; annotations may still come and go.
export const TextLock = Extension.create({
  name: "textLock",

  addStorage() {
    return { locked: false, held: false }
  },

  addProseMirrorPlugins() {
    const lock = this.storage
    return [
      new Plugin({
        filterTransaction: (tr) => !lock.locked || !tr.docChanged || tr.steps.every(isAnnotationStep),
      }),
    ]
  },
})

// Another text in the place of this one, locked or not: what a draft or a merge brings.
export function replaceText(editor, html) {
  const lock = editor.storage.textLock
  const { locked } = lock
  lock.locked = false
  editor.commands.setContent(html, { parseOptions: { preserveWhitespace: false } })
  lock.locked = locked
}

function isAnnotationStep(step) {
  const { stepType } = step.toJSON()
  return ["addMark", "removeMark"].includes(stepType) && step.mark.type.name === "annotation"
}

// The button beside the formatting; without `mayUnlock` the text is locked for good and there is
// no button. Returns {hold}: it locks the text for a while, and returns what ends that.
export function addLock(editor, form, { mayUnlock }) {
  const lock = editor.storage.textLock
  const set = (locked) => {
    lock.locked = locked
    editor.view.dom.setAttribute("aria-readonly", String(locked))
    form.classList.toggle("is-locked", locked)
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false)) // the toolbar looks again
  }
  if (!mayUnlock) {
    set(true)
    const told = document.createElement("span")
    told.className = "format-locked"
    told.textContent = "Text locked: you may annotate it"
    form.querySelector(".format-bar").append(told)
    return { hold: () => hold(lock, set) }
  }
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "Lock text"
  button.className = "format-lock"
  button.title = "Annotate without changing the text"
  button.setAttribute("aria-pressed", "false")
  button.tabIndex = -1
  button.addEventListener("click", () => {
    set(!lock.locked)
    button.setAttribute("aria-pressed", String(lock.locked))
  })
  form.querySelector(".format-bar").append(button)
  return { hold: () => hold(lock, set, button) }
}

function hold(lock, set, button = null) {
  const before = lock.locked
  lock.held = true
  set(true)
  if (button) button.disabled = true
  return () => {
    lock.held = false
    set(before)
    if (button) button.disabled = false
  }
}
