/** Hands a file to the browser's downloads. */
export function saveJson(name: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name.replaceAll(/[^\w.-]+/g, '-');
  anchor.click();
  // The browser has taken the blob by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
