import { expect, test } from 'vitest'
import { typographyComplaints } from './typography.ts'

test.each([
  ['de', 'Es gibt kein Modell „{model}“: siehe `"x"`.'],
  [
    'fr',
    'Vouliez-vous dire\u202F« {name} »\u202F? Voir `a: b`\u202F: [là](https://x.example/?a)'.replaceAll(
      /« | »/g,
      (mark) => mark.replace(' ', '\u202F'),
    ),
  ],
  ['fr', 'Fluxkit: Modifier l’image'],
  ['fr', 'à 12:30, rapport 16:9'],
  ['es', '¿Enviar {count} solicitudes? ¡Listo!'],
  ['ja', '「{name}」というコマンドはありません。タスク ID：{id}（約 {cost}）'],
  ['zh-CN', '未知命令“{name}”。请见 {url}，或使用 Discord（可选）。'],
  ['pt-BR', 'Comando desconhecido: “{name}”.'],
])('in %s, "%s" is right', (language, message) => {
  expect(typographyComplaints(language, message)).toEqual([])
})

test.each([
  ['de', 'Kein Modell "{model}"', 'has straight quotation marks'],
  ['de', 'Kein Modell “{model}”', 'needs quotation marks like „this“'],
  ['fr', 'Image : {url}', 'needs U+202F before : ; ! ? and within « »'],
  ['fr', 'Image: {url}', 'needs U+202F before : ; ! ? and within « »'],
  ['fr', 'Envoyer?', 'needs U+202F before : ; ! ? and within « »'],
  ['fr', '« {name} »', 'needs U+202F before : ; ! ? and within « »'],
  ['fr', '«\u202F\u202F{name}\u202F»', 'has two spaces in a row'],
  ['fr', 'le “nom”', 'needs quotation marks like « this »'],
  ['es', 'Enviar?', 'needs ¿ or ¡ where a question or an exclamation begins'],
  ['es', 'el “nombre”', 'needs quotation marks like «this»'],
  ['ja', '生成: {text}', 'has half-width punctuation'],
  ['ja', '画像(任意)', 'has half-width parentheses'],
  ['ja', '画像を 保存', 'has a space that the script doesn’t use'],
  ['ja', '“画像”', 'needs 「this」 and 、'],
  ['zh-CN', '图片,已保存', 'has half-width punctuation'],
  ['zh-CN', '「图片」', 'needs quotation marks like “this”'],
  ['pt-BR', '«nome»', 'needs quotation marks like “this”'],
])('in %s, "%s" is refused', (language, message, complaint) => {
  expect(typographyComplaints(language, message)).toEqual([complaint])
})
