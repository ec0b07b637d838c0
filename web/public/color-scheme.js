// Runs before the first paint, from a file because the content security policy allows no inline
// script. Keeps the same storage key as Mantine's colour scheme manager.
(function () {
  var chosen = null;
  try {
    chosen = window.localStorage.getItem('backstory-color-scheme');
  } catch {
    // Storage may be refused; the system's scheme is used then.
  }
  var dark =
    chosen === 'dark' ||
    (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
