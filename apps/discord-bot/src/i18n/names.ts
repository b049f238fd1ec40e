import type { LocalizationMap } from 'discord.js'

/** German, French, Spanish, Japanese, Chinese. */
type Row = readonly [de: string, fr: string, es: string, ja: string, zh: string]

/** Names of subcommands and options; `flux` and `flux-admin` are the same everywhere. */
const names = {
  generate: ['erzeugen', 'générer', 'generar', '生成', '生成'],
  edit: ['bearbeiten', 'modifier', 'editar', '編集', '编辑'],
  show: ['zeigen', 'afficher', 'mostrar', '表示', '显示'],
  history: ['verlauf', 'historique', 'historial', '履歴', '历史'],
  status: ['status', 'statut', 'estado', '状況', '状态'],
  close: ['schließen', 'fermer', 'cerrar', '閉じる', '关闭'],
  open: ['öffnen', 'ouvrir', 'abrir', '開く', '开放'],
  cancel: ['abbrechen', 'annuler', 'cancelar', '取消', '取消'],
  models: ['modelle', 'modèles', 'modelos', 'モデル一覧', '模型列表'],
  usage: ['verbrauch', 'consommation', 'consumo', '使用量', '用量'],
  presets: ['vorlagen', 'préréglages', 'ajustes', 'プリセット', '预设'],
  save: ['speichern', 'enregistrer', 'guardar', '保存', '保存'],
  list: ['liste', 'liste', 'lista', '一覧', '列表'],
  remove: ['entfernen', 'supprimer', 'quitar', '削除', '移除'],
  reset: ['zurücksetzen', 'réinitialiser', 'restablecer', 'リセット', '重置'],
  privacy: ['datenschutz', 'confidentialité', 'privacidad', 'プライバシー', '隐私'],
  policy: ['erklärung', 'politique', 'política', '方針', '政策'],
  export: ['export', 'exporter', 'exportar', '書き出し', '导出'],
  delete: ['löschen', 'effacer', 'borrar', '消去', '删除'],
  help: ['hilfe', 'aide', 'ayuda', 'ヘルプ', '帮助'],
  prompt: ['prompt', 'prompt', 'prompt', 'プロンプト', '提示词'],
  model: ['modell', 'modèle', 'modelo', 'モデル', '模型'],
  size: ['größe', 'taille', 'tamaño', 'サイズ', '尺寸'],
  count: ['anzahl', 'nombre', 'cantidad', '枚数', '数量'],
  preset: ['vorlage', 'préréglage', 'ajuste', 'プリセット', '预设'],
  private: ['privat', 'privé', 'privado', '非公開', '私密'],
  spoiler: ['spoiler', 'spoiler', 'spoiler', 'ネタバレ', '剧透'],
  image: ['bild', 'image', 'imagen', '画像', '图片'],
  url: ['link', 'lien', 'enlace', 'リンク', '链接'],
  picture: ['bild', 'image', 'imagen', '画像', '图片'],
  job: ['auftrag', 'commande', 'pedido', '依頼', '任务'],
  name: ['name', 'nom', 'nombre', '名前', '名称'],
  text: ['text', 'texte', 'texto', '文章', '文字'],
  limits: ['grenzen', 'limites', 'límites', '上限', '限制'],
  add: ['hinzufügen', 'ajouter', 'añadir', '追加', '添加'],
  'monthly-stop': ['monatsstopp', 'plafond-mensuel', 'tope-mensual', '月間上限', '每月上限'],
  allow: ['erlauben', 'autoriser', 'permitir', '許可', '允许'],
  channel: ['kanal', 'salon', 'canal', 'チャンネル', '频道'],
  price: ['preis', 'prix', 'precio', '価格', '价格'],
  retention: ['aufbewahrung', 'conservation', 'retención', '保存期間', '保留期'],
  block: ['sperren', 'bloquer', 'bloquear', 'ブロック', '屏蔽'],
  reports: ['meldungen', 'signalements', 'denuncias', '通報', '举报'],
  for: ['für', 'pour', 'para', '対象', '对象'],
  max: ['höchstens', 'maximum', 'máximo', '最大', '最多'],
  per: ['pro', 'par', 'por', '期間', '周期'],
  measure: ['maß', 'mesure', 'medida', '単位', '单位'],
  role: ['rolle', 'rôle', 'rol', 'ロール', '身份组'],
  number: ['nummer', 'numéro', 'número', '番号', '编号'],
  amount: ['betrag', 'montant', 'importe', '金額', '金额'],
  allowed: ['erlaubt', 'autorisé', 'permitido', '許可する', '是否允许'],
  on: ['an', 'activé', 'activado', '有効', '启用'],
  days: ['tage', 'jours', 'días', '日数', '天数'],
  user: ['mitglied', 'membre', 'miembro', 'メンバー', '成员'],
  blocked: ['gesperrt', 'bloqué', 'bloqueado', 'ブロックする', '是否屏蔽'],
} as const satisfies Readonly<Record<string, Row>>

/** Of the choices that admins have. */
const choiceNames = {
  user: ['Mitglied', 'membre', 'miembro', 'メンバー', '成员'],
  channel: ['Kanal', 'salon', 'canal', 'チャンネル', '频道'],
  guild: ['Server', 'serveur', 'servidor', 'サーバー', '服务器'],
  hour: ['Stunde', 'heure', 'hora', '1時間', '小时'],
  day: ['Tag', 'jour', 'día', '1日', '天'],
  month: ['Monat', 'mois', 'mes', '1か月', '月'],
  images: ['Bilder', 'images', 'imágenes', '画像', '图片'],
  money: ['Geld', 'argent', 'dinero', '金額', '金额'],
} as const satisfies Readonly<Record<string, Row>>

export type NamedKey = keyof typeof names
export type ChoiceKey = keyof typeof choiceNames

/** Discord knows two kinds of Spanish. */
export function localesOf([de, fr, es, ja, zh]: Row): LocalizationMap {
  return { de, fr, 'es-ES': es, 'es-419': es, ja, 'zh-CN': zh }
}

export function namesOf(key: NamedKey): LocalizationMap {
  return localesOf(names[key])
}

export function choice(key: ChoiceKey): { name: string; value: string; name_localizations: LocalizationMap } {
  return { name: key, value: key, name_localizations: localesOf(choiceNames[key]) }
}

/**
 * Commands and options in a sentence (between backticks) as its reader’s Discord shows them.
 * @param column of the language; undefined: English
 */
export function withLocalNames(sentence: string, column: 0 | 1 | 2 | 3 | 4 | undefined): string {
  if (column === undefined) return sentence
  const local = (word: string): string => (Object.hasOwn(names, word) ? names[word as NamedKey][column] : word)
  return sentence.replaceAll(/`([^`]*)`/g, (_, code: string) => {
    const [first, ...others] = code.split(' ')
    const isCommand = first === '/flux' || first === '/flux-admin'
    const words = isCommand ? [first, ...others.map((word) => word.replace(/^[a-z-]+/, local))] : [local(code)]
    return `\`${words.join(' ')}\``
  })
}
