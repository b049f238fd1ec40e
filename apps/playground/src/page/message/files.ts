import { html, type TemplateResult } from 'lit'

/** A file that is not an image. */
export function fileView(url: string, name: string, sizeBytes: number): TemplateResult {
  return html`<div class="file">
    <span aria-hidden="true">📄</span>
    <span>
      <a href=${/^https?:\/\//u.test(url) ? url : '#'} target="_blank" rel="noopener noreferrer" download=${name}
        >${name}</a
      >
      <small>${formatSize(sizeBytes)}</small>
    </span>
  </div>`
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
