// Wall time of the venue as text, "2027-03-08T09:00", and as minutes since midnight.
// No Date object anywhere: a Date would bring in the zone of whoever is at the browser.

export const minutesOf = (clock) => {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

export const clockOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

export const startOf = (item) => minutesOf(item.start.slice(11, 16));
export const endOf = (item) => startOf(item) + item.minutes;
export const wallTime = (day, minutes) => `${day}T${clockOf(minutes)}`;
