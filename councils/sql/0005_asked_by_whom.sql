-- A seat's standing follows from the seat's own row, by its trigger; nobody's request writes it.
comment on function app.hold_membership is 'inner';
