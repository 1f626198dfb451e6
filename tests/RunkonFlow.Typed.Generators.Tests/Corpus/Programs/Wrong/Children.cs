// === A_step_of_another_workflow
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(int n) => await PriceAsync(n);

    [Step]
    internal Task<int> PriceAsync(int n) => Task.FromResult(n);
}

[Workflow("selling")]
public sealed partial class Selling(Billing billing)
{
    [Flow]
    public async Task<int> RunAsync(int n) => await billing.PriceAsync(n); // RKF0101 'PriceAsync' 'billing' instance
}

// === A_child_that_is_attempted_no_time
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(int n) => await PriceAsync(n);

    [Step]
    private Task<int> PriceAsync(int n) => Task.FromResult(n);
}

[Workflow("selling")]
public sealed partial class Selling([Child(MaxAttempts = 0)] Billing billing) // RKF0300 MaxAttempts
{
    [Flow]
    public async Task<int> RunAsync(int n) => await billing.RunAsync(n);
}

// === Child_options_of_a_service
using Shop;

namespace Other;

[Workflow("selling")]
public sealed partial class Selling([Child(MaxAttempts = 2)] IStock stock) // RKF0010 'stock' workflow
{
    [Flow]
    public async Task<int> RunAsync(int n) => await stock.HoldAsync("a", n);
}

// === A_child_that_is_not_awaited
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(int n) => await PriceAsync(n);

    [Step]
    private Task<int> PriceAsync(int n) => Task.FromResult(n);
}

[Workflow("selling")]
public sealed partial class Selling(Billing billing)
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var task = billing.RunAsync(n); // RKF0102 'RunAsync'
        await Flow.Delay(TimeSpan.FromHours(1));
        return n;
    }
}

// === A_child_made_on_the_spot
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    [Flow]
    public async Task<int> RunAsync(int n) => await PriceAsync(n);

    [Step]
    private Task<int> PriceAsync(int n) => Task.FromResult(n);
}

[Workflow("selling")]
public sealed partial class Selling
{
    [Flow]
    public async Task<int> RunAsync(int n) => await new Billing().RunAsync(n); // RKF0101 'RunAsync' 'Billing'
}

// === A_child_that_is_asked_for_something
namespace Other;

[Workflow("billing")]
public sealed partial class Billing
{
    public string Currency => "EUR";

    [Flow]
    public async Task<int> RunAsync(int n) => await PriceAsync(n);

    [Step]
    private Task<int> PriceAsync(int n) => Task.FromResult(n + Currency.Length);
}

[Workflow("selling")]
public sealed partial class Selling(Billing billing)
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var sum = await billing.RunAsync(n);
        return sum + billing.Currency.Length; // RKF0101 'billing' instance
    }
}
