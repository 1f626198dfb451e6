// === Clocks_and_services_that_a_flow_may_name
public interface IPrices
{
    [PureInFlow]
    int Of(string article);

    int Limit { get; }
}

[PureInFlow]
public interface IRules
{
    bool Allow(int price);
}

public interface ITable
{
    int Row(int n);
}

[Workflow("quote")]
public sealed partial class Quote(IPrices prices, IRules rules, [PureInFlow] ITable table, TimeProvider clock)
{
    [Flow]
    public async Task<int> RunAsync(string article)
    {
        var price = prices.Of(article) + table.Row(1);
        if (Flow.UtcNow.Year > 2000 && rules.Allow(price) && price < prices.Limit && clock.GetUtcNow().Year > 2000)
            price = await AddAsync(price);
        var until = new DateTime(2000, 1, 1).Year + nameof(DateTime.UtcNow).Length;
        return price + until;
    }

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + DateTime.UtcNow.Year);
}

// === Caller_information_that_is_passed_or_is_the_argument_s_text
public static class Notes
{
    public static string Of(string text, [System.Runtime.CompilerServices.CallerMemberName] string by = "") => by + text;

    public static string Text(int n, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(n))] string text = "") => text + n;
}

[Workflow("noting")]
public sealed partial class Noting
{
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        var text = Notes.Of("a", nameof(RunAsync)) + Notes.Text(n + 1);
        return await EchoAsync(text);
    }

    [Step]
    private Task<string> EchoAsync(string text) => Task.FromResult(Notes.Of(text));
}

// === A_flow_called_inline_and_a_library_s_step_called_by_others
using Shop;

[Workflow("quote")]
public sealed partial class Quote(IStock stock)
{
    [Flow]
    public async Task<int> RunAsync(int n) => await stock.HoldAsync("a", n);
}

public sealed class Others(Quote quote, IStock stock)
{
    public async Task<int> TryAsync(TimeProvider time)
    {
        using var inline = FlowInline.Begin(time);
        return await quote.RunAsync(1) + await stock.HoldAsync("a", 1);
    }

    public Task<int> HoldAsync() => stock.HoldAsync("b", 2);
}

// === Eight_loops_of_which_four_stand_in_a_sub_flow
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        foreach (var a in new[] { 1 })
        foreach (var b in new[] { 1 })
        foreach (var c in new[] { 1 })
        foreach (var d in new[] { 1 })
            n = await InnerAsync(n);
        return n;
    }

    [SubFlow]
    private async Task<int> InnerAsync(int n)
    {
        foreach (var e in new[] { 1 })
        foreach (var f in new[] { 1 })
        foreach (var g in new[] { 1 })
        foreach (var h in new[] { 1 })
            n = await AddAsync(n);
        return n;
    }
