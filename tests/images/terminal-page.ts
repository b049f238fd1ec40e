/** A window with place for a terminal, and an image beside it. */
export function terminalPage(png: Buffer): string {
  return `<!doctype html>
<style>
  body { margin: 0; padding: 28px; background: #e8e5f1; }
  main { display: flex; align-items: center; gap: 20px; padding: 26px; border-radius: 12px; background: #17131f;
    box-shadow: 0 12px 32px #0006; }
  #terminal { flex: 1; overflow: hidden; }
  img { width: 350px; border-radius: 8px; }
</style>
<main><div id="terminal"></div><img src="data:image/png;base64,${png.toString('base64')}"></main>`
}
