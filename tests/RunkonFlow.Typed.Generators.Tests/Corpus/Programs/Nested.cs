// === Task_delay
await Task.Delay(5); // RKF0100

// === A_finished_task
n += await Task.FromResult(n); // RKF0100

// === A_lambda
Func<Task<int>> later = () => AddAsync(n); // RKF0101

// === An_addition
n = 1 + await AddAsync(n); // RKF0101

// === A_compound_assignment
n += await AddAsync(n); // RKF0101

// === An_element
numbers[0] = await AddAsync(n); // RKF0101

// === A_condition
if (await CheckAsync(n)) n++; // RKF0101

// === A_negated_condition
if (!await CheckAsync(n)) // RKF0101
{
    n++;
}
else
{
    n--;
}

// === The_head_of_a_foreach
foreach (var x in await NumbersAsync(n)) n += x; // RKF0101

// === A_conditional_expression
n = n > 1 ? await AddAsync(n) : 0; // RKF0101

// === The_head_of_a_switch
switch (await AddAsync(n)) // RKF0101
{
    case 1: n++; break;
}

// === An_argument
n = Math.Abs(await AddAsync(n)); // RKF0101

// === A_local_function
async Task<int> InnerAsync() => await AddAsync(n); // RKF0101
n += InnerAsync().Id;

// === A_query
n += (from x in numbers select AddAsync(x)).Count(); // RKF0101

// === A_method_group
n += numbers.Select(TwiceAsync).Count(); // RKF0101

// === A_call_without_await
AddAsync(n); // RKF0102

// === A_task_in_a_local
var task = AddAsync(n); // RKF0102

// === A_discarded_task
_ = AddAsync(n); // RKF0102

// === A_blocking_call
n = AddAsync(n).Result; // RKF0102

// === A_while
while (n < 9) // RKF0103
    n = await AddAsync(n);

// === A_do
do // RKF0103
    n = await AddAsync(n);
while (n < 9);

// === A_for
for (;;) // RKF0103
{
    n = await AddAsync(n);
    if (n > 5) break;
}

// === Flow_Loop_in_an_if
if (Flow.Loop(n > 3, 5)) n++; // RKF0103

// === A_using_statement
using (var reader = new StringReader("")) // RKF0104
{
    n = await AddAsync(n);
}

// === A_using_declaration
using var reader = new StringReader(""); // RKF0104
n = await AddAsync(n);

// === A_checked_block
checked // RKF0104
{
    n = await AddAsync(n);
}

// === A_catch_of_everything
try
{
    n = await AddAsync(n);
}
catch (Exception) // RKF0104
{
    n = 0;
}

// === A_goto
again:
n = await AddAsync(n);
if (n < 10) goto again; // RKF0104

// === An_await_using
await using (var stream = new MemoryStream()) n++; // RKF0104

// === A_second_call
n = await AddAsync(n);
n = await AddAsync(n); // RKF0108

// === A_name_that_is_no_id
n = await Flow.As("x y", AddAsync(n)); // RKF0108

// === A_foreign_token
n = await AddAsync(n, new CancellationToken(true)); // RKF0110

// === A_lazy_sequence
var lazy = numbers.Where(x => x > 1); // RKF0200
n = await AddAsync(n);
n += lazy.Count();

// === A_stream
var stream = new MemoryStream(); // RKF0200
n = await AddAsync(n);
n += (int)stream.Length;

// === A_delegate
Func<int, int> twice = x => 2 * x; // RKF0200
n = await AddAsync(n);
n = twice(n);

// === A_field
_last = n; // RKF0203

// === A_changed_collection
foreach (var x in numbers)
{
    n = await AddAsync(n, ct);
    numbers[0] = x; // RKF0204
}

// === A_changed_object
var list = new List<int>();
n = await AddAsync(n);
list.Add(n); // RKF0204
n = await Flow.As("once-more", AddAsync(list.Count));
