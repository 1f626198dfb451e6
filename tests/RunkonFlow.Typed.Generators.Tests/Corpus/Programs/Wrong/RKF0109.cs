// === A_step_of_a_library_takes_a_value_by_in
namespace Other;

[Workflow("weighing")]
public sealed partial class Weighing(Scales.IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.WeighAsync(in grams); // RKF0109 'WeighAsync' 'in'
    }
}

// === A_step_of_a_library_takes_a_value_by_in_without_a_word_of_it
namespace Other;

[Workflow("weighing")]
public sealed partial class Weighing(Scales.IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.WeighAsync(grams); // RKF0109 'WeighAsync' 'in'
    }
}

// === A_step_of_a_library_takes_a_value_by_ref
namespace Other;

[Workflow("weighing")]
public sealed partial class Weighing(Scales.IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.ChangeAsync(ref grams); // RKF0109 'ChangeAsync' 'ref'
    }
}

// === A_step_of_a_library_gives_a_value_by_out
namespace Other;

[Workflow("weighing")]
public sealed partial class Weighing(Scales.IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        await scale.ReadAsync(out var weight); // RKF0109 'ReadAsync' 'out'
        return weight + grams;
    }
}

// === A_step_with_a_ref_parameter
namespace Other;

public interface IScale { [Step] Task<int> WeighAsync(ref int grams); }

[Workflow("weighing")]
public sealed partial class Weighing(IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int grams)
    {
        return await scale.WeighAsync(ref grams); // RKF0109 'WeighAsync' 'ref'
    }
}

// === A_step_with_an_out_parameter
namespace Other;

public interface IScale { [Step] Task WeighAsync(out int grams); }

[Workflow("weighing")]
public sealed partial class Weighing(IScale scale)
{
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        await scale.WeighAsync(out var grams); // RKF0109 'WeighAsync' 'out'
        return grams;
    }
}
