// Runs before the first paint, so a remembered theme never flashes the other one.
(() => {
  let kept = null;
  try { kept = localStorage.getItem("regulars.theme"); } catch { /* storage may be switched off */ }
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
