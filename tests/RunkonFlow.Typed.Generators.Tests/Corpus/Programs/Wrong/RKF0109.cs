// === A_step_of_an_interface_takes_a_value_by_in
using Shop;

namespace Other;

public interface IScale { [Step] Task<int> WeighAsync(in int grams); }

[Workflow("weighing")]
public sealed partial class Weighing(IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.WeighAsync(in grams); // RKF0109 'WeighAsync'
    }
}

// === A_step_of_an_interface_takes_a_value_by_ref
using Shop;

namespace Other;

public interface IScale { [Step] Task<int> WeighAsync(ref int grams); }

[Workflow("weighing")]
public sealed partial class Weighing(IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.WeighAsync(ref grams); // RKF0109 'WeighAsync'
    }
}

// === A_step_of_an_interface_gives_a_value_by_out
using Shop;

namespace Other;

public interface IScale { [Step] Task<int> WeighAsync(out int grams); }

[Workflow("weighing")]
public sealed partial class Weighing(IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        await scale.WeighAsync(out var weight); // RKF0109 'WeighAsync'
        return weight + grams;
    }
}
