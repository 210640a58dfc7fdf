/** Strokes on a grid of 20 by 20, drawn for this desk. */
export const icons = {
  accept: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM6.5 10.3l2.4 2.4 4.6-5',
  review: 'M10 2.2 17.8 10 10 17.8 2.2 10zM8 8.2a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.3M10 13.4v.1',
  supplement: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M10.2 9v5M7.7 11.5h5',
  refuse: 'M7 2.5h6L17.5 7v6L13 17.5H7L2.5 13V7zM6.5 10h7',
  notice: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9.2v4.6M10 6.4v.1',
  none: 'M4 10h12',
  waiting: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 6v4.2l2.8 1.8',
  failed: 'M10 2.8 18 16.8H2zM10 8v4.4M10 14.4v.1',
  search: 'M8.8 3.2a5.6 5.6 0 1 0 0 11.2 5.6 5.6 0 0 0 0-11.2zM13 13l4 4',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  rotate: 'M15.6 12.6A6.2 6.2 0 1 1 15 6.4M15.6 2.6v4.2h-4.2',
  undo: 'M7 4 3.2 7.8 7 11.6M3.6 7.8h8a4.6 4.6 0 1 1 0 9.2H8',
  keys: 'M2 5h16v10H2zM5 8.2h.1M8.3 8.2h.1M11.6 8.2h.1M14.9 8.2h.1M6.5 11.9h7',
  back: 'M11.8 4.2 6 10l5.8 5.8',
  forward: 'M8.2 4.2 14 10l-5.8 5.8',
  down: 'M4.2 7.8 10 13.6l5.8-5.8',
  import: 'M3 12.5v4.2h14v-4.2M10 3v9.4M6.4 9 10 12.6 13.6 9',
  close: 'M5 5l10 10M15 5 5 15',
  pen: 'M3 17l.9-3.7L13.4 3.8l2.8 2.8-9.5 9.5zM11.6 5.6l2.8 2.8',
  defer: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM8 7v6M12 7v6',
  page: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5',
} as const;

export type IconName = keyof typeof icons;
