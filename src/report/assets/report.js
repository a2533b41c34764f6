// Only comfort: without it the report shows everything, but cannot zoom, copy or change its theme.
(() => {
  'use strict';
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get('theme');
  if (asked === 'dark' || asked === 'light') root.dataset.theme = asked;

  const theme = document.querySelector('.theme');
  theme.hidden = false;
  const isDark = () =>
    root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
  const nameTheme = () => (theme.textContent = isDark() ? 'Light theme' : 'Dark theme');
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  });
  nameTheme();

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const command = button.previousElementSibling;
      const done = () => (button.textContent = 'Copied');
      const byHand = () => {
        select(command);
        button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
      };
      if (!navigator.clipboard) byHand();
      else navigator.clipboard.writeText(command.textContent).then(done, byHand);
    });
  }

  document.querySelectorAll('.timeline').forEach(timeline);

  function timeline(figure) {
    const end = Number(figure.dataset.end);
    const pace = JSON.parse(figure.querySelector('.pace[type]').textContent);
    const lanes = figure.querySelector('.lanes');
    const readout = figure.querySelector('.readout');
    const tracks = [...lanes.querySelectorAll('.track')];
    const axes = lanes.querySelectorAll('.axis .track');
    const buttons = [...figure.querySelectorAll('.tools button')];
    let [from, to] = [0, end];
    figure.querySelector('.tools').hidden = false;
    lanes.classList.add('live');

    const timeAt = (x) => {
      const box = tracks[0].getBoundingClientRect();
      return from + ((x - box.left) / box.width) * (to - from);
    };
    const show = (a, b) => {
      from = Math.max(0, a);
      to = Math.min(end, Math.max(b, from + 0.02));
      figure.style.setProperty('--from', from);
      figure.style.setProperty('--to', to);
      for (const svg of lanes.querySelectorAll('svg')) {
        svg.setAttribute('viewBox', `${from} 0 ${Number((to - from).toFixed(4))} 100`);
      }
      axes.forEach(drawAxis);
      for (const button of buttons) {
        const shown = Number(button.dataset.from) === from && Number(button.dataset.to) === to;
        button.setAttribute('aria-pressed', String(shown));
      }
      placeLabels();
    };
    const drawAxis = (axis) => {
      const wanted = axis.clientWidth < 480 ? 4 : 10;
      const rough = (to - from) / wanted;
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
      const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
      axis.replaceChildren();
      for (let i = Math.ceil(from / step); i * step <= to - (to - from) * 0.03; i++) {
        const tick = document.createElement('span');
        tick.className = 'tick';
        tick.style.setProperty('--at', i * step);
        tick.textContent = `${(i * step).toFixed(digits)} s`;
        axis.append(tick);
      }
    };
    // Labels that would overlap go to rows of their own; at the right edge they stand left of the line.
    const placeLabels = () => {
      const width = tracks[0].clientWidth;
      const busyUntil = [];
      for (const moment of lanes.querySelectorAll('.moment')) {
        const at = Number(moment.style.getPropertyValue('--at'));
        const x = ((at - from) / (to - from)) * width;
        const length = moment.firstElementChild.offsetWidth + 6;
        const flip = x + length > width;
        const left = flip ? x - length : x;
        const free = busyUntil.findIndex((until) => until <= left);
        const row = free < 0 ? busyUntil.length : free;
        busyUntil[row] = left + length;
        moment.classList.toggle('flip', flip);
        moment.style.setProperty('--row', row);
      }
      const lane = lanes.querySelector('.turning');
      if (lane) lane.style.setProperty('--rows', Math.max(1, busyUntil.length));
    };
    for (const button of buttons) {
      button.addEventListener('click', () => {
        show(Number(button.dataset.from), Number(button.dataset.to));
      });
    }

    const cursor = lanes.appendChild(document.createElement('div'));
    const brush = lanes.appendChild(document.createElement('div'));
    cursor.className = 'cursor';
    brush.className = 'brush';
    cursor.hidden = brush.hidden = true;
    let start;
    const left = (x) => x - lanes.getBoundingClientRect().left;
    lanes.addEventListener('pointerdown', (event) => {
      if (event.target.closest('.track') && event.button === 0) start = event.clientX;
    });
    lanes.addEventListener('pointermove', (event) => {
      const time = timeAt(event.clientX);
      cursor.hidden = time < from || time > to;
      cursor.style.left = `${left(event.clientX)}px`;
      if (!cursor.hidden) readout.textContent = tell(time);
      if (start === undefined) return;
      brush.hidden = false;
      brush.style.left = `${left(Math.min(start, event.clientX))}px`;
      brush.style.width = `${Math.abs(event.clientX - start)}px`;
    });
    addEventListener('pointerup', (event) => {
      if (start !== undefined && Math.abs(event.clientX - start) > 6) {
        const [a, b] = [timeAt(start), timeAt(event.clientX)].sort((x, y) => x - y);
        show(a, b);
      }
      start = undefined;
      brush.hidden = true;
    });
    lanes.addEventListener('pointerleave', () => {
      cursor.hidden = true;
      readout.textContent = 'drag to zoom';
    });
    const tell = (time) => {
      const bin = pace.bins[Math.floor(time / pace.width)];
      const parts = [`+${time.toFixed(3)} s`];
      if (bin) {
        parts.push(`${Math.round(bin.ok / pace.width).toLocaleString('en-US')} ok/s`);
        if (bin.fail + bin.info > 0) parts.push(`${bin.fail} failed, ${bin.info} unknown`);
        if (bin.p99 !== null) parts.push(`p50 ${bin.p50} ms`, `p99 ${bin.p99} ms`);
      }
      return parts.join(' · ');
    };
    show(0, end);
    addEventListener('resize', () => show(from, to));
  }
})();
