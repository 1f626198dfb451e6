// === A_workflow_that_is_not_sealed
namespace Other;

[Workflow("plain")]
public partial class Plain // RKF0001 'Plain' sealed
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_that_is_not_partial
namespace Other;

[Workflow("plain")]
public sealed class Plain // RKF0001 'Plain' partial
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_generic_workflow
namespace Other;

[Workflow("plain")]
public sealed partial class Plain<T> // RKF0001 'Plain' generic
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_inside_a_type_that_is_not_partial
namespace Other;

public static class Outer
{
    [Workflow("plain")]
    public sealed partial class Plain // RKF0001 'Outer' partial
    {
        [Flow]
        public async Task<int> RunAsync(int n) => await AddAsync(n);

        [Step]
        private Task<int> AddAsync(int n) => Task.FromResult(n);
    }
}

// === A_static_workflow
namespace Other;

[Workflow("plain")]
public static partial class Plain // RKF0001 'Plain' static
{
}

// === A_workflow_without_a_flow
namespace Other;

[Workflow("plain")]
public sealed partial class Plain // RKF0002 'Plain' [Flow]
{
    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_with_two_flows
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public async Task<int> FirstAsync(int n) => await AddAsync(n);

    [Flow]
    public async Task<int> SecondAsync(int n) => await AddAsync(n); // RKF0002 'SecondAsync' [SubFlow]

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_id_with_capitals
namespace Other;

[Workflow("Plain Work")] // RKF0004 'Plain Work' lower-case
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_step_id_with_an_underscore
    [Flow]
    public async Task<int> RunAsync(int n) => await OddAsync(n);

    [Step("odd_id")] // RKF0004 'odd_id' lower-case
    private Task<int> OddAsync(int n) => Task.FromResult(n);

// === One_id_for_two_steps
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step("add")] // RKF0004 'add'
    private Task<int> OtherAsync(int n) => Task.FromResult(n);

// === Overloads_of_a_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step] // RKF0004 'add' overload
    private Task<int> AddAsync(string text) => Task.FromResult(text.Length);

// === A_flow_that_returns_nothing_to_wait_for
    [Flow]
    public int Run(int n) => n; // RKF0005 'Run' Task

// === A_flow_without_async
    [Flow]
    public Task<int> RunAsync(int n) => AddAsync(n); // RKF0005 'RunAsync' async

// === An_async_void_flow
    [Flow]
    public async void RunAsync(int n) => await AddAsync(n); // RKF0005 'RunAsync' Task

// === A_flow_that_is_a_stream
    [Flow]
    public async IAsyncEnumerable<int> RunAsync(int n) // RKF0005 'RunAsync' Task
    {
        yield return await AddAsync(n);
    }

// === A_step_that_returns_nothing_to_wait_for
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private int Plain(int n) => n; // RKF0005 'Plain' Task

// === A_sub_flow_without_async
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    private Task<int> PartAsync(int n) => Task.FromResult(n); // RKF0005 'PartAsync' async

// === A_token_that_is_not_optional
    [Flow]
    public async Task<int> RunAsync(int n, CancellationToken ct) => await AddAsync(n, ct: ct); // RKF0006 'ct' default

// === A_token_before_a_value
    [Flow]
    public async Task<int> RunAsync(CancellationToken ct = default, int n = 1) => await AddAsync(n, ct: ct); // RKF0006 'ct' last

// === A_step_context_that_is_not_optional
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> SeeAsync(StepContext step) => Task.FromResult(step.Attempt); // RKF0006 'step' default

// === A_step_on_an_implementation_that_no_flow_sees
namespace Other;

public interface IMailer { Task SendAsync(string text); }

public sealed class Mailer : IMailer
{
    [Step]
    public Task SendAsync(string text) => Task.FromResult(text); // RKF0008 'SendAsync' [Step]
}

// === A_generic_flow
    [Flow]
    public async Task<int> RunAsync<T>(int n) => await AddAsync(n); // RKF0009 'RunAsync' generic

// === A_static_flow
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public static async Task<int> RunAsync(int n) => await AddAsync(n); // RKF0009 'RunAsync' static

    [Step]
    private static Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_with_a_required_member
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    public required string Name { get; init; } // RKF0009 'Name' constructor

    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n + Name.Length);
}

// === A_flow_in_a_class_that_is_no_workflow
namespace Other;

public sealed class Plain
{
    [Flow] // RKF0010 'RunAsync' [Workflow]
    public async Task<int> RunAsync(int n) { await Task.Yield(); return n; }
}

// === A_sub_flow_in_a_class_that_is_no_workflow
namespace Other;

public sealed class Plain
{
    [SubFlow] // RKF0010 'RunAsync' [Workflow]
    public async Task<int> RunAsync(int n) { await Task.Yield(); return n; }
}

// === A_retry_on_a_method_that_is_no_step
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Retry(MaxAttempts = 3)] // RKF0010 'Help' [Step]
    private static int Help(int n) => n;

    public static int Public => Help(1);

// === A_retry_on_a_flow
    [Flow]
    [Retry(MaxAttempts = 3)] // RKF0010 'RunAsync' [Step]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

// === A_no_retry_on_a_sub_flow
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow]
    [NoRetry<InvalidOperationException>] // RKF0010 'PartAsync' [Step]
    private async Task<int> PartAsync(int n) => await AddAsync(n);

// === A_retry_on_a_class_without_steps
namespace Other;

[Retry(MaxAttempts = 3)] // RKF0010 'Plain' steps
public sealed class Plain
{
    public int N { get; set; }
}

// === A_method_that_is_flow_and_step
    [Flow] // RKF0010 'RunAsync' one
    [Step]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

// === A_method_that_is_sub_flow_and_step
    [Flow]
    public async Task<int> RunAsync(int n) => await PartAsync(n);

    [SubFlow] // RKF0010 'PartAsync' one
    [Step]
    private async Task<int> PartAsync(int n) => await AddAsync(n);

// === A_step_on_a_local_function
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        return await AddAsync(Twice(n));

        [Step] // RKF0010 local
        static int Twice(int x) => 2 * x;
    }

// === A_step_on_a_lambda
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var twice = [Step] (int x) => 2 * x; // RKF0010 lambda
        n = twice(n);
        return await AddAsync(n);
    }

// === A_step_on_an_accessor
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public int N
    {
        [Step] // RKF0010 accessor
        get => 1;
    }

// === A_member_of_the_name_of_an_emitted_one
namespace Other;

[Workflow("plain")]
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    public static int Start => 1; // RKF0011 'Start'

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_timeout_that_is_no_duration
    [Flow]
    public async Task<int> RunAsync(int n) => await SlowAsync(n);

    [Step(Timeout = "half an hour")] // RKF0300
    private Task<int> SlowAsync(int n) => Task.FromResult(n);

// === A_retry_without_attempts
    [Flow]
    public async Task<int> RunAsync(int n) => await SlowAsync(n);

    [Step, Retry(MaxAttempts = 0)] // RKF0300
    private Task<int> SlowAsync(int n) => Task.FromResult(n);
