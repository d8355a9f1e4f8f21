interface Node {
  type: string
  tagName?: string
  properties?: Record<string, unknown>
  children?: Node[]
}

/** Gives the headings of a lesson the same addresses in every language: s1, s2, … in order. */
export const anchors = () => (tree: Node) => {
  let n = 0
  for (const node of tree.children ?? []) {
    if (node.type === 'element' && (node.tagName === 'h2' || node.tagName === 'h3')) {
      node.properties = { ...node.properties, id: `s${++n}` }
    }
  }
}
