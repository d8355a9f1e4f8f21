// Runs before the first paint: the theme, early answers, the wait for the fonts, and whether an embed must wait for its
// state. A file of its own, since the content security policy allows no inline script.
;(() => {
  const root = document.documentElement
  const themes = ['light', 'dark', 'projector']
  const query = new URLSearchParams(location.search)
  const isEmbed = root.dataset.page === 'embed'
  let theme = isEmbed ? query.get('theme') : null
  if (!isEmbed) {
    try {
      theme = localStorage.getItem('gradstep:theme')
    } catch {
      // Storage denied: the system's theme will do.
    }
  }
  if (themes.includes(theme)) root.dataset.theme = theme

  // An answer that is given before the page's script listens waits for it, and is not sent anywhere.
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    event.target.dataset.early = ''
  })

  // Text is laid out anew when the fonts of its formulas come: what would move then is not shown before, for a second
  // at most. (A preload alone only wins most of these races.)
  root.dataset.waiting = ''
  const show = () => delete root.dataset.waiting
  setTimeout(show, 1000)
  const ask = () => {
    if (document.readyState === 'loading') return requestAnimationFrame(ask)
    // Layout is what asks for the fonts.
    root.getBoundingClientRect()
    document.fonts.ready.then(show)
  }
  requestAnimationFrame(ask)

  if (!isEmbed) return
  root.dataset.controls = query.get('controls') ?? 'full'
  const look = ['theme', 'autoplay', 'run', 'unseen', 'motion', 'poster', 'deck', 'origin', 'v']
  const poster = query.get('poster') === '1'
  // The prerendered frame shows the default state: for any other a plain frame of the same size stands in.
  if (!poster && ([...query.keys()].some((k) => !look.includes(k)) || location.hash.startsWith('#state=')))
    root.dataset.pending = ''
})()
