// The workflow in which most programs of this corpus stand: a program that consists of members is the other part of this
// class, one that begins with a using, a namespace or an attribute of its own is a file of its own.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using RunkonFlow.Typed;

namespace Shop;

[Workflow("ordering", Version = 1)]
public sealed partial class Ordering(IStock stock, Courier courier, HttpClient http)
{
    [Step]
    private Task<int> AddAsync(int left, int right = 0, CancellationToken ct = default) => Task.FromResult(left + right);

    [Step]
    private Task NoteAsync(string text, CancellationToken ct = default)
        => http.BaseAddress is null ? Task.CompletedTask : http.GetStringAsync(text, ct);

    [Step]
    private async ValueTask<bool> CheckAsync(int number, CancellationToken ct = default)
    {
        await Task.Yield();
        return stock.Knows($"{number}") || courier.PriceOf($"{number}") > number;
    }

    [Step]
    private Task<string> NameAsync(int number, CancellationToken ct = default) => Task.FromResult($"{number}");

    [Step]
    private Task<Order> LoadAsync(string id, CancellationToken ct = default) => Task.FromResult(new Order(id, 1, 2m));

    [Step]
    private Task<ImmutableArray<string>> ArticlesAsync(string id, CancellationToken ct = default)
        => Task.FromResult(ImmutableArray.Create(id));

    [Step]
    private Task<List<int>> NumbersAsync(int count, CancellationToken ct = default)
        => Task.FromResult(Enumerable.Range(0, count).ToList());

    [Step]
    private Task<int> SumAsync(List<int> numbers, CancellationToken ct = default) => Task.FromResult(numbers.Sum());
}
