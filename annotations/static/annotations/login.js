// Logging in again without leaving the page.
import { openDialog } from "annotations/dialogs"
import { make } from "annotations/elements"
import { cookie } from "annotations/save"

// Fetches a fresh CSRF cookie. Resolves to whether somebody is logged in, who is sent on from the
// log-in page.
export async function refreshToken(loginUrl) {
  try {
    const { redirected } = await fetch(loginUrl)
    return redirected
  } catch {
    return false
  }
}

// Asks until it succeeds; resolves to false if it is given up.
export function logInAgain(loginUrl, user) {
  const { dialog, form, told } = makeDialog("Log in again", "Nothing is lost. Log in, and saving goes on.")
  const name = field(form, "Username", { name: "username", autocomplete: "username", value: user.name, required: "" })
  const password = field(form, "Password", { name: "password", type: "password", autocomplete: "current-password", required: "" })
  const [submit, cancel] = buttons(form, "Log in and save", "Not now")
  return openDialog(dialog, password, (close) => {
    cancel.addEventListener("click", () => close(false))
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      submit.disabled = true
      const problem = await logIn(loginUrl, name.value, password.value)
      submit.disabled = false
      if (!problem) return close(true)
      told.textContent = problem
      password.value = ""
      password.focus()
    })
  })
}

// Resolves to what is wrong, "" if nothing.
async function logIn(loginUrl, username, password) {
  await refreshToken(loginUrl)
  try {
    const response = await fetch(loginUrl, {
      method: "POST",
      body: new URLSearchParams({ username, password }),
      headers: { "X-CSRFToken": cookie("csrftoken") },
    })
    if (response.redirected) {
      for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = cookie("csrftoken")
      return ""
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const error = page.querySelector(".errornote, .errorlist")
    return error?.textContent.trim() || `Logging in failed (error ${response.status}). Try again in a moment.`
  } catch {
    return "The server cannot be reached. Try again in a moment."
  }
}

// Somebody else is logged in than wrote this: resolves to whether it is saved in their name.
export function saveAs(now, before) {
  const text = `You are logged in as ${now.name}, but this was written as ${before.name}. Nothing was sent yet.`
  const { dialog, form } = makeDialog("Save as another person?", text)
  const [submit, cancel] = buttons(form, `Save as ${now.name}`, "Do not save")
  return openDialog(dialog, cancel, (close) => {
    cancel.addEventListener("click", () => close(false))
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      submit.disabled = true
      close(true)
    })
  })
}

function makeDialog(title, text) {
  const dialog = make("dialog", "desk-dialog", { "aria-labelledby": "dialog-title", "aria-describedby": "dialog-text" })
  const form = make("form")
  const told = make("p", "desk-dialog-error", { role: "alert" })
  form.append(make("h2", "", { id: "dialog-title" }, title), make("p", "", { id: "dialog-text" }, text), told)
  dialog.append(form)
  return { dialog, form, told }
}

function field(form, label, attributes) {
  const wrapped = make("label", "", {}, label)
  const input = make("input", "", attributes)
  wrapped.append(input)
  form.append(wrapped)
  return input
}

function buttons(form, yes, no) {
  const row = make("p", "desk-dialog-choices")
  const submit = make("button", "desk-save", { type: "submit" }, yes)
  const cancel = make("button", "desk-button", { type: "button" }, no)
  row.append(submit, cancel)
  form.append(row)
  return [submit, cancel]
}
