// === Aliases_and_nested_namespaces
using Amount = System.Decimal;
using static System.Math;

namespace Outer
{
    using Words = System.Collections.Immutable.ImmutableArray<string>;

    namespace Inner
    {
        public enum Grade { Low, High }

        public sealed record Line(Amount Price, Grade Grade);

        [Workflow("aliased")]
        public sealed partial class Aliased
        {
            [Flow]
            public async Task<Amount> RunAsync(Line line, Words words)
            {
                var price = await PriceAsync(line, words);
                return Max(price, 1m);
            }

            [Step("price-of")]
            private static Task<Amount> PriceAsync(Line line, Words words)
                => Task.FromResult(line.Grade == Grade.High ? line.Price * words.Length : line.Price);
        }
    }
}

// === A_nested_workflow_with_constructor_and_fields
namespace Deep;

public static partial class Outside
{
    [Workflow("nested", Version = 3, Title = "Nested", Tags = ["a", "b"])]
    internal sealed partial class Nested
    {
        private readonly HttpClient _http;

        public Nested(HttpClient http) => _http = http;

        [Flow]
        internal async Task<int> RunAsync(int n) => await GetAsync($"{n}");

        [Step(Timeout = "30s"), Retry<HttpRequestException>(MaxAttempts = 4), NoRetry<InvalidOperationException>]
        private async Task<int> GetAsync(string path) => (await _http.GetStringAsync(path)).Length;
    }
}

// === A_step_library_in_a_field
namespace Deep;

public interface IScale
{
    [Step("weigh")]
    ValueTask<double> WeighAsync(string article, CancellationToken ct = default);
}

[Workflow("weighing")]
public sealed partial class Weighing
{
    private readonly IScale _scale;

    public Weighing(IScale scale) => _scale = scale;

    [Flow]
    public async Task<double> RunAsync(string article)
    {
        var weight = await _scale.WeighAsync(article);
        return weight * 2;
    }
}

// === A_workflow_that_writes_no_field_and_helpers_that_do_what_they_like
namespace Deep;

public sealed class Counter
{
    private int _count;

    [Step("count-up")]
    public Task<int> CountAsync() => Task.FromResult(++_count);
}

[Workflow("counting")]
public sealed partial class Counting(Counter counter)
{
    [Flow]
    public async Task<int> RunAsync() => await counter.CountAsync();
}
