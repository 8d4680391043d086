import { createApp, h } from 'vue';

createApp({ render: () => h('main', 'Vestibule') }).mount('#app');
