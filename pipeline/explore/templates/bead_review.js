"use strict";
const by = document.getElementById("by");
const cards = [...document.querySelectorAll(".card")];
function said(card, side, glue) {
  return [...card.querySelectorAll(`input[data-side=${side}]:checked`)].map((box) => box.dataset.text).join(glue);
}
function compose(card) {
  const name = by.value.replace(/\s+/g, " ").trim();
  const cells = [card.dataset.field, said(card, "zh", ""), said(card, "en", " "), name, name && new Date().toLocaleDateString("sv"), ""];
  card.querySelector(".tsv").textContent = cells.join("\t");
}
function copy(card) {
  const line = card.querySelector(".tsv");
  const button = card.querySelector("button");
  const range = document.createRange();
  range.selectNodeContents(line);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const done = () => { button.textContent = "已复制 copied"; };
  if (navigator.clipboard) navigator.clipboard.writeText(`${line.textContent}\n`).then(done, () => document.execCommand("copy") && done());
  else if (document.execCommand("copy")) done();
}
function light(word, on) {
  const card = word.closest(".card");
  if (card) for (const one of card.querySelectorAll(`.w[data-k="${word.dataset.k}"]`)) one.classList.toggle("lit", on);
}
for (const card of cards) {
  card.addEventListener("change", () => compose(card));
  card.querySelector("button").addEventListener("click", () => copy(card));
}
by.addEventListener("input", () => cards.forEach(compose));
for (const [event, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(event, (at) => { const word = at.target.closest(".w"); if (word) light(word, on); });
}
document.addEventListener("keydown", (key) => {
  if (key.ctrlKey || key.metaKey || key.altKey || key.target === by) return;
  const here = cards.indexOf(document.activeElement.closest(".card"));
  const next = { j: here + 1, k: here - 1 }[key.key];
  if (next !== undefined && cards[next]) { cards[next].focus(); cards[next].scrollIntoView({ block: "start" }); }
  if (key.key === "c" && here >= 0) copy(cards[here]);
});
