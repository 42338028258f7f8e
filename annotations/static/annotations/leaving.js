// Leaving the page: unsaved work asks first, and what speaks of the saved text saves before it goes.

export function guardLeaving(workspace) {
  window.addEventListener("beforeunload", (event) => {
    if (workspace.dirty) event.preventDefault()
  })
  const actions = document.querySelector("[data-actions]")
  actions.addEventListener("click", (event) => leave(workspace, actions, event))
}

// Publishing and the like: save, then do what the button, which the save may have replaced, does.
async function leave(workspace, actions, event) {
  const control = event.target.closest("[data-leave]")
  if (!control || !workspace.dirty) return
  event.preventDefault()
  const { name, value } = control
  if (!(await workspace.save())) return
  const same = control.href
    ? actions.querySelector("a[data-leave]")
    : actions.querySelector(`button[name="${name}"][value="${value}"]`)
  same?.click()
}
