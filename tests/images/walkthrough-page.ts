const style = `
  body { margin: 0; font: 13px/1.5 sans-serif; color: #1f2328; background: #fff; }
  header { padding: 9px 14px; background: #f3f3f3; border-bottom: 1px solid #ddd; }
  main { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; background: #ddd; }
  section { background: #fff; padding: 16px; }
  img { display: block; width: 100%; border-radius: 4px; }
  pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 monospace; }
  h1 { margin: 0 0 12px; }
  footer { padding: 12px 14px; border-top: 1px solid #ddd; }
  footer span { display: inline-block; margin: 8px 8px 0 0; padding: 3px 12px; border-radius: 4px; background: #e5e5e5; }
  footer span:first-of-type { background: #0b66c3; color: #fff; }`

const image = (png: Buffer): string => `<img src="data:image/png;base64,${png.toString('base64')}">`

/** A document, and beside it what it looks like with its image. */
export function documentPage(heading: string, alt: string, path: string, png: Buffer): string {
  return `<!doctype html><style>${style}</style><header>guide.md</header>
<main><section><pre># ${heading}\n\n![${alt}](${path})</pre></section>
<section><h1>${heading}</h1>${image(png)}</section></main>`
}

/** An image before and after an edit, with what the extension offers then. */
export function comparisonPage(
  title: string,
  [before, after]: readonly [Buffer, Buffer],
  { question, buttons }: { readonly question: string; readonly buttons: readonly string[] },
): string {
  return `<!doctype html><style>${style}</style><header>${title}</header>
<main><section>${image(before)}</section><section>${image(after)}</section></main>
<footer>${question}<br>${buttons.map((label) => `<span>${label}</span>`).join('')}</footer>`
}
