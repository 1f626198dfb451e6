// === A_step_takes_an_object
    [Flow]
    public async Task<int> RunAsync(int n) => await KeepAsync(n);

    [Step]
    private Task<int> KeepAsync(object value) => Task.FromResult(value.GetHashCode()); // RKF0201 'value' object

// === A_step_returns_a_stream
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await OpenAsync(n);
        return n;
    }

    [Step]
    private Task<MemoryStream> OpenAsync(int n) => Task.FromResult(new MemoryStream(n)); // RKF0201 'OpenAsync' MemoryStream

// === A_flow_takes_a_delegate
    [Flow]
    public async Task<int> RunAsync(Func<int> next) // RKF0201 'next'
    {
        return await AddAsync(next());
    }

// === A_flow_returns_an_enumerator
    [Flow]
    public async Task<IEnumerator<int>> RunAsync(int n) // RKF0201 'RunAsync'
    {
        await AddAsync(n);
        return new List<int>().GetEnumerator();
    }

// === A_member_of_a_record_cannot_be_stored
using Shop;

namespace Other;

public sealed record Parcel(string Address, Stream Content);

[Workflow("parcels")]
public sealed partial class Parcels
{
    [Flow]
    public async Task RunAsync(string address) => await PackAsync(address);

    [Step]
    private Task<Parcel> PackAsync(string address) => Task.FromResult(new Parcel(address, Stream.Null)); // RKF0201 'PackAsync' Content
}

// === A_step_takes_an_open_class
using Shop;

namespace Other;

public abstract class Animal { public string Name { get; set; } = ""; }

public sealed class Dog : Animal;

[Workflow("zoo")]
public sealed partial class Zoo
{
    [Flow]
    public async Task RunAsync(string name) => await FeedAsync(new Dog { Name = name });

    [Step]
    private Task FeedAsync(Animal animal) => Task.FromResult(animal.Name); // RKF0201 'animal' Animal
}

// === A_sub_flow_takes_a_task
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(Task.FromResult(n));

    [SubFlow]
    private async Task<int> PartAsync(Task<int> n) // RKF0201 'n' Task
    {
        return await AddAsync(n.Id);
    }

// === A_step_of_an_injected_interface_returns_an_object
using Shop;

namespace Other;

public interface IShelf { [Step] Task<object> TakeAsync(string article); }

[Workflow("shelves")]
public sealed partial class Shelves(IShelf shelf)
{
    [Flow]
    public async Task RunAsync(string article) => await shelf.TakeAsync(article); // RKF0201 'TakeAsync' object
}

// === A_step_of_a_library_returns_an_object
namespace Other;

[Workflow("weighing")]
public sealed partial class Weighing(Scales.IScale scale)
{
    [Flow]
    public async Task RunAsync(int grams)
    {
        await scale.TakeAsync(grams); // RKF0201 'TakeAsync' object
    }
}

// === Items_that_cannot_be_stored
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        Func<int>[] functions = [() => n];
        var all = await Flow.ForEach(functions, f => AddAsync(f())); // RKF0201 item delegate
        return all.Items.Count;
    }
