/** Gives a file to the browser to keep; nothing leaves the device. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken the address by the time of the next task.
  setTimeout(() => URL.revokeObjectURL(link.href))
}
