// Somebody else saved meanwhile.
import { leadInWords, pictureInWords, setLead } from "articles/lead"
import { syncMarks } from "annotations/marking"
import { textOf } from "annotations/offsets"
import { inShort, isTouched } from "annotations/store"

// Where nothing of ours meets theirs, go on by ourselves; else show both and ask. Resolves to
// whether it is saved after all. `answer` is what the server said of a save that came too late.
export async function settle(workspace, answer, retried) {
  const { editor, form, panel, store } = workspace
  const { latest } = answer
  const sameText = latest.base === Number(form.elements.base.value)
  const mine = store.get(String(answer.annotation))
  if (sameText && !retried && !mine?.edited) {
    const decided = mine && isTouched(mine) // upon what is no longer so
    if (decided) mine.action = ""
    form.elements.version.value = answer.version
    const elsewhere = answer.annotations.filter((card) => isMoved(card, store)).map((card) => store.get(card.ref))
    store.refresh(answer.annotations)
    syncMarks(editor, store, { moved: workspace.dirty, elsewhere })
    panel.refresh()
    if (mine && !decided) return workspace.saveOnce(true)
    const message = `Somebody else decided about ${mine && inShort(mine)} meanwhile. Nothing was saved; look at it again.`
    workspace.refuse(decided ? { ...answer, message } : answer)
    return false
  }
  workspace.showSaved("Unsaved changes")
  const { headline, standfirst } = form.elements
  const { text } = textOf(editor.state.doc)
  const yours = { headline: headline.value, standfirst: standfirst.value, lead: leadInWords(form), text }
  const theirs = { ...latest, lead: pictureInWords(latest.lead_image) }
  const { lead_image: lead } = form.elements
  const leadIsTheirs = lead.value === lead.defaultValue // nobody changed it here
  if (leadIsTheirs) yours.lead = theirs.lead
  const choice = await ask(yours, theirs, answer.message)
  if (choice === "stay") {
    store.dropDecisions()
    workspace.say("Nothing was saved. Your text is still here.", { bad: true })
    return false
  }
  if (leadIsTheirs) setLead(form, latest.lead_image)
  form.elements.base.value = latest.base
  form.elements.version.value = answer.version
  store.refresh(answer.annotations)
  panel.refresh()
  return workspace.saveOnce(true)
}

function isMoved({ ref, start, end }, store) {
  const card = store.get(ref)?.card
  return Boolean(card) && (card.start !== start || card.end !== end)
}

// `mine` is {headline, standfirst, text}; resolves to "mine" (the next save puts mine on top as a
// new revision) or "stay" (nothing changes).
function ask(mine, theirs, message) {
  const dialog = document.createElement("dialog")
  dialog.className = "conflict"
  dialog.setAttribute("aria-labelledby", "conflict-title")
  const title = add(dialog, "h2", "Somebody else saved this article meanwhile")
  title.id = "conflict-title"
  add(dialog, "p", `${message} Nothing was overwritten, and nothing you typed is lost.`)
  const columns = add(dialog, "div")
  columns.className = "conflict-versions"
  version(columns, "Yours, not saved", mine, theirs)
  version(columns, `Theirs, by ${theirs.by}, ${when(theirs.at)}`, theirs, mine)
  const buttons = add(dialog, "div")
  buttons.className = "conflict-choices"
  const stay = add(buttons, "button", "Back to my text")
  const copy = add(buttons, "button", "Copy their text")
  const over = add(buttons, "button", "Save mine on top of theirs")
  for (const button of [stay, copy, over]) button.type = "button"
  over.className = "conflict-over"
  add(dialog, "p", "On top means as a new revision: theirs stays in the history.").className = "help"
  document.body.append(dialog)
  return new Promise((resolve) => {
    const close = (answer) => {
      dialog.remove()
      resolve(answer)
    }
    stay.addEventListener("click", () => close("stay"))
    over.addEventListener("click", () => close("mine"))
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(theirs.text)
      copy.textContent = "Copied"
    })
    dialog.addEventListener("close", () => close("stay"))
    stay.autofocus = true
    dialog.showModal()
    // The first difference in sight, in each column.
    for (const text of dialog.querySelectorAll(".conflict-text")) {
      const first = text.querySelector("ins")
      if (first) text.scrollTop = first.offsetTop - text.offsetTop - text.clientHeight / 3
    }
  })
}

function version(columns, title, one, other) {
  const column = add(columns, "section")
  add(column, "h3", title)
  const text = add(column, "div")
  text.className = "conflict-text"
  text.tabIndex = 0
  text.setAttribute("role", "region")
  text.setAttribute("aria-label", title)
  const known = new Set(linesOf(other))
  for (const line of linesOf(one)) add(text, known.has(line) ? "p" : "ins", line)
}

function linesOf({ headline, standfirst, lead, text }) {
  return [headline, standfirst, lead, ...text.split("\n")].filter((line) => line !== "")
}

function when(moment) {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })
}

function add(parent, tag, text = "") {
  const element = document.createElement(tag)
  element.textContent = text
  parent.append(element)
  return element
}
