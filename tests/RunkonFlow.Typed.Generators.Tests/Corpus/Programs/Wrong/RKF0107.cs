// === A_clock
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        if (DateTime.UtcNow.Year > 2000) n = await AddAsync(n); // RKF0107 'DateTime.UtcNow' clock 'Flow.UtcNow'
        return n;
    }

// === An_id_that_is_drawn
    [Flow]
    public async Task<string> RunAsync(int n)
    {
        var id = Guid.NewGuid(); // RKF0107 'Guid.NewGuid' 'Flow.NewId()'
        await AddAsync(n);
        return id.ToString();
    }

// === A_random_number
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        n += Random.Shared.Next(3); // RKF0107 'Next' random [Step]
        return await AddAsync(n);
    }

// === A_thread_that_sleeps
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Thread.Sleep(10); // RKF0107 'Thread.Sleep' blocks 'await Flow.Delay(…);'
        return await AddAsync(n);
    }

// === A_delay_whose_task_is_dropped
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        _ = Task.Delay(10); // RKF0107 'Task.Delay' 'await Flow.Delay(…);'
        return await AddAsync(n);
    }

// === A_file_that_is_read
    [Flow]
    public async Task<int> RunAsync(string path)
    {
        var text = File.ReadAllText(path); // RKF0107 'File.ReadAllText' I/O [Step]
        return await AddAsync(text.Length);
    }

// === A_call_of_an_injected_service
using Shop;

public interface IPrices
{
    int Of(string article);
}

[Workflow("quote")]
public sealed partial class Quote(IPrices prices)
{
    [Flow]
    public async Task<int> RunAsync(string article)
    {
        var price = prices.Of(article); // RKF0107 'prices.Of' 'prices' [Step] [PureInFlow]
        return await AddAsync(price);
    }

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + 1);
}

// === A_call_of_a_service_in_a_lambda_on_a_field
public interface IPrices
{
    int Of(string article);
}

[Workflow("quote")]
public sealed partial class Quote
{
    private readonly IPrices _prices;

    public Quote(IPrices prices) => _prices = prices;

    [Flow]
    public async Task<int> RunAsync(IReadOnlyList<string> articles)
    {
        var price = articles.Sum(article => _prices.Of(article)); // RKF0107 '_prices.Of' '_prices'
        return await AddAsync(price);
    }

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + 1);
}
