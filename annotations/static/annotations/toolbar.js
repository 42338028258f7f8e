// The toolbar that pops up at a selection: what are these words?
import { rove } from "articles/formatting"
import { posToDOMRect } from "django-prose-editor/editor"
import { selectedRange } from "annotations/marking"

const GAP = 8 // pixels between the words and the toolbar

export const KINDS = [
  ["claim", "Claim", "C"],
  ["quote", "Quote", "Q"],
  ["statistic", "Statistic", "S"],
  ["social_embed", "Social embed", "E"],
]

export function selectionToolbar(editor, onTag) {
  const bar = document.createElement("div")
  bar.className = "tag-bar"
  bar.popover = "manual"
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Tag the selected words")
  for (const [kind, label, key] of KINDS) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = `tag-${kind}`
    button.dataset.tag = kind
    button.textContent = label
    button.title = `${label} (Alt+Shift+${key})`
    button.setAttribute("aria-keyshortcuts", `Alt+Shift+${key}`)
    button.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
    button.addEventListener("click", () => {
      onTag(kind)
      editor.view.focus()
    })
    bar.append(button)
  }
  document.querySelector("main").append(bar) // a popover is above everything wherever it stands
  rove(bar)
  follow(editor, bar)
  keepAboveKeyboard()
  return bar
}

function follow(editor, bar) {
  let pressed = false // no toolbar under the pointer while a selection is being drawn
  const update = () => {
    const focused = editor.view.hasFocus() || bar.contains(document.activeElement)
    const { held } = editor.storage.textLock // words are being chosen for something else
    const range = focused && !pressed && !held ? selectedRange(editor) : null
    if (!range) hide(bar)
    else show(editor, bar, range)
  }
  editor.view.dom.addEventListener("mousedown", () => {
    pressed = true
  })
  document.addEventListener("mouseup", () => {
    pressed = false
    setTimeout(update)
  })
  editor.on("selectionUpdate", update)
  editor.on("update", update)
  editor.on("focus", update)
  editor.on("blur", () => setTimeout(update))
  window.addEventListener("scroll", update, { passive: true })
  window.addEventListener("resize", update)
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault()
      editor.view.focus()
    }
  })
}

function hide(bar) {
  if (bar.matches(":popover-open")) bar.hidePopover()
}

// On touch screens the style sheet docks the toolbar: above the virtual keyboard, which covers the
// page's lower end without changing its size.
function keepAboveKeyboard() {
  const { visualViewport } = window
  const measure = () => {
    const covered = window.innerHeight - visualViewport.height - visualViewport.offsetTop
    document.documentElement.style.setProperty("--keyboard", `${Math.max(covered, 0)}px`)
  }
  for (const name of ["resize", "scroll"]) visualViewport.addEventListener(name, measure)
}

// Above the words, or below where there is no room, so long as it is not docked.
function show(editor, bar, { from, to }) {
  const words = posToDOMRect(editor.view, from, to)
  const docked = matchMedia("(pointer: coarse)").matches
  if (docked && (words.bottom < 0 || words.top > window.innerHeight)) return hide(bar) // it would hide others
  if (!bar.matches(":popover-open")) bar.showPopover()
  if (docked) return
  const above = words.top - bar.offsetHeight - GAP
  const left = Math.min(Math.max(words.left, GAP), window.innerWidth - bar.offsetWidth - GAP)
  const below = Math.min(words.bottom + GAP, window.innerHeight - bar.offsetHeight - GAP)
  bar.style.left = `${left}px`
  bar.style.top = `${above > GAP ? above : below}px`
}
