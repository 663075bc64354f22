/** The text of `pdqb help money`. */
export const MONEY_HELP = `Money: how a deal becomes the amounts of an invoice

Rounding. One rule: half away from zero at two decimals, which is how
QuickBooks books (22.425 becomes 22.43). Nothing is calculated in floating
point. Yen and other currencies without decimals have lines in whole units.

Lines. A line is quantity x price, and QuickBooks wants its amount to be
exactly that, rounded. Where a deal's line cannot be said so, its form is
changed (unrounded price, or the amount alone), or it is refused (not_exact).

Discounts. On a line: a lower unit price, with "249.50 less 7.5 %" in the text.
On the deal: a discount line, if it is one percentage and there is one tax
rate; else it is spread over the lines, and the last one takes the rest.

Tax, outside the US. Each line carries the tax code that is linked to its
percent (pdqb tax link). Prices without tax go as net amounts. Of prices that
include tax the customer's price stays: the net is rounded, tax is the rest.
--tax exclusive, inclusive or none says how the prices are meant.

Tax, in the US. No code is sent: QuickBooks computes the tax, and the preview
says so. Prices that include tax are refused there. With
pdqb config set tax.us deal the deal's percents decide which lines are taxable.

Parts. --percent, --amount (net), --lines, --installment and --rest bill a part
of a deal. The nets of all parts sum to the deal's net to the cent: the last
one takes the rest. Tax is rounded on each invoice by itself.

Currencies. A deal in another currency is sent with QuickBooks' rate of the
invoice's day, shown with its day, or the one of --rate (home currency for one
unit). A rate of 1 is never assumed.

Afterwards. What QuickBooks booked is compared with the plan: total, tax and
due date. A difference is a warning with both figures, and then --send sends
nothing (exit 7): look with pdqb invoice view, then void it or e-mail it.

Nothing is booked that was not shown: pdqb invoice create --deal 123 --dry-run
`;
