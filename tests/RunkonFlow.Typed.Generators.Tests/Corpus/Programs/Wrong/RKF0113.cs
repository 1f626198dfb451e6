// === A_flow_called_by_a_controller
[Workflow("quote")]
public sealed partial class Quote
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + 1);
}

public sealed class Controller(Quote quote)
{
    public Task<int> GetAsync(int n) => quote.RunAsync(n); // RKF0113 'RunAsync' client Quote.Start(…)
}
