export interface PageFrame {
  /** The language of its texts, as in `lang`. */
  readonly language: string
  readonly title: string
  /** Addresses of the script and the style sheet within the webview. */
  readonly script: string
  readonly style: string
  /** Where the webview may load from: `webview.cspSource`. */
  readonly source: string
  /** Never used twice. */
  readonly nonce: string
}

/** The page without content: its script builds that from messages, as text. Nothing runs but this script; nothing is loaded from elsewhere. */
export function pageHtml({ language, title, script, style, source, nonce }: PageFrame): string {
  const policy = `default-src 'none'; img-src ${source}; style-src ${source}; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
