// === A_workflow_without_a_queue_name
namespace Other;

[Workflow("plain")]
[Queue("")] // RKF0300 Name queue
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_workflow_that_ends_at_once
namespace Other;

[Workflow("plain", Timeout = "0s")] // RKF0300 Timeout "0s"
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_schedule_of_four_fields
namespace Other;

[Workflow("plain")]
[Schedule("0 2 * *")] // RKF0300 Cron five six
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_schedule_at_the_25th_hour
namespace Other;

[Workflow("plain")]
[Schedule("0 25 * * *")] // RKF0300 Cron '25' hour
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_schedule_on_no_day
namespace Other;

[Workflow("plain")]
[Schedule("0 2 * * MO")] // RKF0300 'MO' week
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_schedule_in_no_time_zone
namespace Other;

[Workflow("plain")]
[Schedule("0 2 * * *", TimeZone = " ")] // RKF0300 TimeZone IANA
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n = 1) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_schedule_that_cannot_give_the_input
namespace Other;

[Workflow("plain")]
[Schedule("0 2 * * *")] // RKF0301 'Plain' 'n' default
public sealed partial class Plain
{
    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

    [Step]
    private Task<int> AddAsync(int n) => Task.FromResult(n);
}

// === A_queue_of_a_class_that_is_no_workflow
    [Queue("gpu")] // RKF0010 [Queue] 'Other'
    private sealed class Other;

    [Flow]
    public async Task<int> RunAsync(int n) => await AddAsync(n);

