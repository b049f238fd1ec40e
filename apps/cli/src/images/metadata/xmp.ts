import type { EmbeddedFacts } from './facts.ts'

/** Our own name: nothing has to answer at it. */
const namespace = 'urn:x-fluxkit:image:1'

/** IPTC's word for "made by a model trained on data". Source: cv.iptc.org/newscodes/digitalsourcetype. */
const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/** An XMP packet (ISO 16684-1) with the prompt as description and the exact request as JSON. */
export function xmpPacket(facts: EmbeddedFacts): string {
  const { prompt, createdAtMs } = facts
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:fluxkit="${namespace}"
 xmp:CreatorTool="Fluxkit" xmp:CreateDate="${new Date(createdAtMs).toISOString()}"
 Iptc4xmpExt:DigitalSourceType="${sourceType}">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(prompt)}</rdf:li></rdf:Alt></dc:description>
<fluxkit:request>${xmlText(exactJson(facts))}</fluxkit:request>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

/**
 * JSON in which every character that XML cannot hold is an escape, so that the prompt comes back as it was: controls,
 * lone surrogates (JSON.stringify escapes both) and the two non-characters at the end of the basic plane.
 */
function exactJson(facts: EmbeddedFacts): string {
  const { createdAtMs: _createdAtMs, ...request } = facts
  return JSON.stringify(request).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Escapes markup; what XML 1.0 cannot hold becomes U+FFFD. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- XML 1.0 allows no others below U+0020
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;')
  )
}
