// On every page of the desk: drafts hold text that is not published, so they do not stay for good.
// See drafts.js; this stands alone, since most of these pages have no import map.
const PREFIX = "draft:"
const DAYS = 14

const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))

for (const key of drafts()) {
  let at = 0
  try {
    at = JSON.parse(localStorage.getItem(key)).at
  } catch {
    // nothing that could be brought back
  }
  if (!(at > Date.now() - DAYS * 86_400_000)) localStorage.removeItem(key)
}

// Whoever logs out takes their drafts along; those of others stay.
const { user } = document.querySelector("script[data-user]").dataset
document.getElementById("logout-form")?.addEventListener("submit", () => {
  for (const key of drafts()) if (key.startsWith(`${PREFIX}${user}:`)) localStorage.removeItem(key)
})
