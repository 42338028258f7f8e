// A button beside a field that copies what stands in it. It is made here, since without a script
// it could do nothing; the field can always be selected and copied by hand.

for (const field of document.querySelectorAll("[data-copied]")) {
  const button = document.createElement("button");
  const told = document.createElement("span");
  button.type = "button";
  button.className = "desk-save";
  button.textContent = "Copy";
  told.className = "token-told";
  told.setAttribute("role", "status");
  field.after(button, told);
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Copied.";
    } catch {
      field.focus(); // not allowed here: it stands selected
      told.textContent = "Press Ctrl+C to copy it.";
    }
  });
}
