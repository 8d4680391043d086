/** So many months before today, in words, on the first: an age in months that no end of a month changes. */
export const monthsAgo = (months: number): string => {
  const day = new Date();
  day.setDate(1);
  day.setMonth(day.getMonth() - months);
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
};
